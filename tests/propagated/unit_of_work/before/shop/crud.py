from sqlalchemy.orm import Session

from shop.models import Product


def list_products(db: Session, skip: int = 0, limit: int = 10):
    return db.query(Product).order_by(Product.id).offset(skip).limit(limit).all()


def count_products(db: Session) -> int:
    return db.query(Product).count()


def rename(db, product_id: int, name: str):
    product = db.get(Product, product_id)
    product.name = name
    db.commit()
    db.refresh(product)
    return product


def delete(db: Session, product_id: int) -> bool:
    product = db.query(Product).filter(Product.id == product_id).first()
    if product is None:
        return False
    db.delete(product)
    db.commit()
    return True
