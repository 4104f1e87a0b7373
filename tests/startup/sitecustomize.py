"""Python imports this at start: the fake engine, and flake8 without the plugins in HIDE."""

from __future__ import annotations

import importlib.metadata
import os

import fake_engine
import pytest

fake_engine.install(pytest.MonkeyPatch())

hidden = os.environ.get("HIDE", "").split(",")
all_distributions = importlib.metadata.distributions


def distributions(**context: object) -> list[importlib.metadata.Distribution]:
    return [found for found in all_distributions(**context) if found.metadata["name"] not in hidden]


importlib.metadata.distributions = distributions  # type: ignore[assignment]
