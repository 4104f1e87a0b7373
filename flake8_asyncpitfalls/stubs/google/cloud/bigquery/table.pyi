# source: https://cloud.google.com/python/docs/reference/bigquery/latest
from typing import Any, Iterator

class RowIterator:
    total_rows: int
    @blocks("database")
    def to_dataframe(self, *args, **kwargs): ...
    @blocks("database")
    def to_arrow(self, *args, **kwargs): ...
    @blocks("database")
    def __iter__(self) -> Iterator[Any]: ...
