"""A test that any group passes."""

import pytest
from exceptiongroup import ExceptionGroup as Backport


async def test_it(work):
    with pytest.raises(ExceptionGroup):  # found: here, flake8-async, ruff
        await work()
    with pytest.raises(BaseExceptionGroup):  # found: here, flake8-async, ruff
        await work()


def test_forms(work):
    with pytest.raises((ValueError, ExceptionGroup)):  # found: here, flake8-async, ruff
        work()
    with pytest.raises(expected_exception=ExceptionGroup):  # found: here, flake8-async, ruff
        work()


def test_backport(work):
    with pytest.raises(Backport):  # found: here, flake8-async, ruff
        work()
