# source: https://docs.python.org/3/library/uuid.html
__plain_arguments__ = "yes"

class UUID:
    bytes: bytes
    fields: tuple[int, int, int, int, int, int]
    hex: str
    int: int
    urn: str
    variant: str
    version: int

def getnode() -> int: ...
@new_name
def uuid1(node=None, clock_seq=None) -> UUID: ...
def uuid3(namespace, name) -> UUID: ...
@new_name
def uuid4() -> UUID: ...
def uuid5(namespace, name) -> UUID: ...
