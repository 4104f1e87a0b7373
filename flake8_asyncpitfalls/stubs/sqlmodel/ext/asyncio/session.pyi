# source: https://sqlmodel.tiangolo.com/tutorial/
from sqlalchemy import ScalarResult
import sqlalchemy.ext.asyncio

@async_only
class AsyncSession(sqlalchemy.ext.asyncio.AsyncSession):
    async def exec(self, *args, **kwargs) -> ScalarResult: ...
