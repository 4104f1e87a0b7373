"""What all tests share: where the data lies, and the switch that renews expected texts."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from flake8_asyncpitfalls import lint

ROOT = Path(__file__).resolve().parent.parent


settings.register_profile(
    "quick", max_examples=25, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
settings.register_profile(
    "long", settings.get_profile("quick"), max_examples=3000, derandomize=False
)
settings.load_profile("quick")

lint.tries_again = False  # a fault of ours is to be seen

# Under nohup, or after "&" of a script, Ctrl-C is ignored, and the commands that tests start inherit it.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept-fixes",
        action="store_true",
        help="write what the fixes give into tests/autofix_files; read it before you commit it",
    )


@pytest.fixture(scope="session")
def original_datadir() -> Path:
    """The folder that pytest-datadir copies from: ``tests/``, not a folder beside each module."""
    return ROOT / "tests"


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT
