from typing import Any, Generic, List, Optional, Type, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

ModelType = TypeVar("ModelType")


class BaseRepository(Generic[ModelType]):
    def __init__(self, model: Type[ModelType], db: AsyncSession):
        self.model = model
        self.db = db

    async def get(self, id: int) -> Optional[ModelType]:
        return await self.db.scalar(select(self.model).filter(self.model.id == id).limit(1))

    async def get_multi(self, *, skip: int = 0, limit: int = 100) -> List[ModelType]:
        return (await self.db.scalars(select(self.model).offset(skip).limit(limit))).all()

    async def create(self, values: dict[str, Any]) -> ModelType:
        instance = self.model(**values)
        self.db.add(instance)
        await self.db.commit()
        await self.db.refresh(instance)
        return instance

    async def update(self, instance: ModelType, values: dict[str, Any]) -> ModelType:
        for field, value in values.items():
            setattr(instance, field, value)
        self.db.add(instance)
        await self.db.commit()
        await self.db.refresh(instance)
        return instance

    async def remove(self, id: int) -> Optional[ModelType]:
        instance = await self.get(id)
        if instance:
            await self.db.delete(instance)
            await self.db.commit()
        return instance
