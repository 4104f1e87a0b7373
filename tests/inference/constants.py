"""Literals and what operators make of them."""
from pathlib import Path


def use(path: Path):
    1  # value: int
    1.5  # value: float
    "text"  # value: str
    b"bytes"  # value: bytes
    True  # value: bool
    None  # value: None
    f"{path}"  # value: str
    (path / "x")  # value: pathlib.Path
    (path / "x").read_text  # value: def pathlib.Path.read_text
    (path / "x").read_text()  # value: unresolved str()
    ("a" + "b")  # value: unknown
    (1 + 2)  # value: unknown
    (1 < 2)  # value: unknown
    path.parent  # value: pathlib.Path
    str(path)  # value: unresolved str()
    len("x")  # value: unresolved len()
