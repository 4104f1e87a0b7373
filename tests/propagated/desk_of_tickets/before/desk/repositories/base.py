from typing import Any, Generic, List, Optional, Type, TypeVar

from sqlalchemy.orm import Session

ModelType = TypeVar("ModelType")


class BaseRepository(Generic[ModelType]):
    def __init__(self, model: Type[ModelType], db: Session):
        self.model = model
        self.db = db

    def get(self, id: int) -> Optional[ModelType]:
        return self.db.query(self.model).filter(self.model.id == id).first()

    def get_multi(self, *, skip: int = 0, limit: int = 100) -> List[ModelType]:
        return self.db.query(self.model).offset(skip).limit(limit).all()

    def create(self, values: dict[str, Any]) -> ModelType:
        instance = self.model(**values)
        self.db.add(instance)
        self.db.commit()
        self.db.refresh(instance)
        return instance

    def update(self, instance: ModelType, values: dict[str, Any]) -> ModelType:
        for field, value in values.items():
            setattr(instance, field, value)
        self.db.add(instance)
        self.db.commit()
        self.db.refresh(instance)
        return instance

    def remove(self, id: int) -> Optional[ModelType]:
        instance = self.get(id)
        if instance:
            self.db.delete(instance)
            self.db.commit()
        return instance
