# source: https://docs.python.org/3/library/dataclasses.html
from typing import TypeVar

T = TypeVar("T")

@transparent
def dataclass(cls=None, /, **kwargs): ...
def replace(obj: T, /, **changes) -> T: ...
@calls_later("default_factory")
def field(*, default=..., default_factory=..., **kwargs): ...
