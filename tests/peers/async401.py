"""A test that any group passes."""

import pytest


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
