"""Findings as plain JSON data and back, by the fields of their dataclasses."""

from __future__ import annotations

import dataclasses
from typing import Any, get_args

from flake8_asyncpitfalls import finding as data
from flake8_asyncpitfalls.finding import Applicability, Finding, Fix, Hop, Severity, Span

_CLASSES: dict[str, Any] = {
    cls.__name__: cls for cls in (Finding, Fix, Hop, Span, *get_args(data.Edit))
}


def encode(value: Any) -> Any:
    """*value*, of the classes of ``finding.py`` or plain, as JSON data."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return {
            "is": type(value).__name__,
            **{name: encode(getattr(value, name)) for name in names},
        }
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {"is": "dict", "items": {key: encode(item) for key, item in value.items()}}
    return value


def decode(row: Any) -> Any:
    """What *row* describes; raises KeyError or TypeError for foreign data."""
    if isinstance(row, list):
        return tuple(decode(item) for item in row)
    if not isinstance(row, dict):
        return row
    name = row["is"]
    if name == "dict":
        return {key: decode(item) for key, item in row["items"].items()}
    values = {key: decode(item) for key, item in row.items() if key != "is"}
    if name == "Fix":
        values["applicability"] = Applicability(values["applicability"])
    if name == "Finding":
        values["severity"] = Severity(values["severity"])
    return _CLASSES[name](**values)
