# source: https://docs.python.org/3/library/copy.html
from typing import TypeVar

T = TypeVar("T")

def copy(x: T) -> T: ...
@goes_over
def deepcopy(x: T, memo=None) -> T: ...
