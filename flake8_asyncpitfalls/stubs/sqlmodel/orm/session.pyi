# source: https://sqlmodel.tiangolo.com/tutorial/
from sqlalchemy import ScalarResult
import sqlalchemy.orm

@thread_bound
class Session(sqlalchemy.orm.Session):
    @blocks("database", twin="sqlmodel.ext.asyncio.session.AsyncSession.exec", offload="never")
    def exec(self, *args, **kwargs) -> ScalarResult: ...
