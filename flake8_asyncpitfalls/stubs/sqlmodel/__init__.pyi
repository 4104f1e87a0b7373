# source: https://sqlmodel.tiangolo.com/tutorial/
from sqlalchemy import MetaData, create_engine, text
from sqlalchemy import (
    all_, any_, asc, between, bindparam, case, cast, collate, column, delete, desc, distinct, exists, extract,
    false, func, insert, intersect, lateral, literal, literal_column, not_, null, nulls_first, nulls_last, over,
    table, true, tuple_, type_coerce, union, union_all, update, values, within_group,
)
from sqlalchemy import ScalarResult
import sqlalchemy.orm

__plain_arguments__ = "yes"
__all_blocking__ = "yes"

def select(*args, **kwargs): ...
def Field(*args, **kwargs): ...
def Relationship(*args, **kwargs): ...
def col(*args, **kwargs): ...
def or_(*args, **kwargs): ...
def and_(*args, **kwargs): ...

class SQLModel:
    metadata: MetaData

@thread_bound
class Session(sqlalchemy.orm.Session):
    @blocks("database", twin="sqlmodel.ext.asyncio.session.AsyncSession.exec", offload="never")
    def exec(self, *args, **kwargs) -> ScalarResult: ...
