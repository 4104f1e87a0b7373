"""What other linters have for our rules: the rows of ``rules/peers.toml``."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Peer:
    """A rule of other linters and what we have for it; codes are empty where there is none."""

    here: tuple[str, ...]
    relation: str
    flake8_async: str = ""
    ruff: str = ""
    ruff_name: str = ""
    ruff_once: tuple[str, ...] = ()
    sonar: str = ""
    ruff_relation: str = ""
    note: str = ""


@functools.cache
def peers() -> tuple[Peer, ...]:
    """The rows of the table, in its order. Raises OSError when it is not there."""
    import tomllib  # costs time at start-up and is seldom needed

    text = (Path(__file__).parent / "rules" / "peers.toml").read_text(encoding="utf-8")
    rows = ({key.replace("-", "_"): row[key] for key in row} for row in tomllib.loads(text)["row"])
    return tuple(Peer(**{"ruff_relation": row["relation"], **_with_tuples(row)}) for row in rows)


def _with_tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


@functools.cache
def peer_codes(code: str) -> frozenset[str]:
    """The codes of other linters that stand for our rule *code*, and ruff's names for them."""
    return frozenset(
        theirs
        for peer in peers()
        if code in peer.here
        for theirs in (peer.flake8_async, peer.ruff, peer.ruff_name, peer.sonar, *peer.ruff_once)
        if theirs
    )
