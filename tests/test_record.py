"""Records are what frozen dataclasses are."""

from __future__ import annotations

import pickle
from dataclasses import dataclass

import pytest

from flake8_asyncpitfalls.record import Record


class Point(Record):
    """One with a default."""

    x: int
    y: int = 2


class Named(Point):
    """One with a field more."""

    name: str = "n"


@dataclass(frozen=True, slots=True)
class Known:
    """What Python makes of the same."""

    x: int
    y: int = 2


def test_fields_are_taken_as_dataclasses_take_them() -> None:
    for args, kwargs in (((1,), {}), ((1, 3), {}), ((), {"x": 1}), ((1,), {"y": 3})):
        ours, theirs = Point(*args, **kwargs), Known(*args, **kwargs)  # type: ignore[arg-type]
        assert (ours.x, ours.y) == (theirs.x, theirs.y)
        assert repr(ours) == repr(theirs).replace("Known", "Point")
    assert repr(Named(1, name="a")) == "Named(x=1, y=2, name='a')"


@pytest.mark.parametrize(
    ("args", "kwargs"), [((), {}), ((1, 2, 3), {}), ((1,), {"x": 1}), ((1,), {"z": 1})]
)
def test_nothing_else_is_taken(args: tuple[int, ...], kwargs: dict[str, int]) -> None:
    for kind in (Point, Known):
        with pytest.raises(TypeError):
            kind(*args, **kwargs)


def test_they_are_equal_by_kind_and_fields() -> None:
    assert Point(1) == Point(1, 2)
    assert Point(1) != Point(2)
    assert Point(1) != Named(1)
    assert Point(1) != (1, 2)
    assert len({Point(1), Point(1, 2), Point(2)}) == 2
    match Named(1, name="a"):
        case Named(x, y, name):
            assert (x, y, name) == (1, 2, "a")


def test_they_stay_what_they_are() -> None:
    point = Point(1)
    with pytest.raises(AttributeError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del point.x
    with pytest.raises(AttributeError):
        point.z = 2  # type: ignore[attr-defined]
    assert not hasattr(point, "__dict__")
    assert pickle.loads(pickle.dumps(point)) == point
