# source: https://pygithub.readthedocs.io/en/stable/
from typing import Any, Iterator

class PaginatedList:
    @blocks("http")
    def __iter__(self) -> Iterator[Any]: ...
    @blocks("http")
    def get_page(self, *args, **kwargs): ...
    @property
    def totalCount(self) -> int: ...
