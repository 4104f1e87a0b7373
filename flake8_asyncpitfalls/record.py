"""Plain frozen data, in classes that are made quickly.

A frozen dataclass takes half a millisecond to make, for its methods are compiled one by one; here all
classes share theirs. An object takes longer to make in return, so this is for classes of which there are
many and objects of which there are few: the forty kinds of edits were a seventh of what a run over one
file took.
"""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, dataclass_transform


@dataclass_transform(frozen_default=True)
class _Maker(type):
    def __new__(
        cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]
    ) -> Any:  # its own type would be more than mypy can follow
        own = [field for field in namespace.get("__annotations__", ()) if not field.startswith("_")]
        defaults = {field: namespace.pop(field) for field in own if field in namespace}
        inherited = bases[0] if bases else None
        namespace["__slots__"] = tuple(own)
        names = (*getattr(inherited, "_names", ()), *own)
        namespace["_names"] = namespace["__match_args__"] = names
        namespace["_defaults"] = {**getattr(inherited, "_defaults", {}), **defaults}
        return super().__new__(cls, name, bases, namespace)


class Record(metaclass=_Maker):
    """A class below this one has the fields that it declares, after those of its base."""

    _names: ClassVar[tuple[str, ...]]
    _defaults: ClassVar[dict[str, Any]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the fields in their order or by name, as a dataclass does; raise TypeError."""
        names = self._names
        given = dict(zip(names, args, strict=False), **kwargs)
        if len(args) > len(names) or len(given) != len(args) + len(kwargs):
            raise TypeError(f"{type(self).__name__}: more than {', '.join(names)}")
        for name in names:
            if name not in given and name not in self._defaults:
                raise TypeError(f"{type(self).__name__}: no {name}")
            object.__setattr__(self, name, given.pop(name, self._defaults.get(name)))
        if given:
            raise TypeError(f"{type(self).__name__}: no field {', '.join(given)}")

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._names)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        fields = zip(self._names, self._values(), strict=True)
        return (
            f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in fields)})"
        )

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}: cannot change {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}: cannot delete {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._values()
