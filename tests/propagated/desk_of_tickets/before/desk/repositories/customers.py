from sqlalchemy.orm import Session

from desk.models import Customer
from desk.repositories.base import BaseRepository


class CustomerRepository(BaseRepository[Customer]):
    def __init__(self, db: Session):
        super().__init__(Customer, db)

    def get_by_email(self, email: str) -> Customer | None:
        return self.db.query(Customer).filter(Customer.email == email).one_or_none()

    def exists(self, email: str) -> bool:
        return self.db.query(
            self.db.query(Customer).filter(Customer.email == email).exists()
        ).scalar()

    def deactivate_all(self) -> int:
        changed = (
            self.db.query(Customer)
            .filter(Customer.is_active.is_(True))
            .update({"is_active": False}, synchronize_session=False)
        )
        self.db.commit()
        return changed
