# source: https://textual.textualize.io/guide/workers/#thread-workers
from typing import TypeVar

_T = TypeVar("_T")

class DOMNode:
    @offloads("work", when={"thread": True})
    def run_worker(self, work, name="", group="default", description="", exit_on_error=True, start=True, exclusive=False, thread=False): ...
    def query_one(self, selector: type[_T], expect_type: type[_T] | None = None) -> _T: ...
    def query_exactly_one(self, selector: type[_T], expect_type: type[_T] | None = None) -> _T: ...
