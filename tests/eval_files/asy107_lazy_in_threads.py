# only: own
"""A walk does its work where somebody goes over it: no block that only gives one goes to a thread."""

from pathlib import Path


def resolved(root: Path, name: str) -> Path:
    return (root.resolve() / name).resolve(strict=True)


async def listed(root: Path, name: str, is_deep):
    base = resolved(root, name)
    found = base.rglob("*") if is_deep else base.iterdir()  # error: 12 # error: 44
    names = []
    for path in found:
        names.append(path.name)
    return names
