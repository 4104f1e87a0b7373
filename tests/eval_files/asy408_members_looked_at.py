# only: own
"""Tests that catch a group, and tests that look at what it holds."""

import pytest


def test_members(work):
    with pytest.raises(ExceptionGroup) as caught:
        work()
    assert isinstance(caught.value.exceptions[0], ValueError)


def test_nested(work, matcher):
    with pytest.raises((ExceptionGroup, ValueError)) as caught:
        work()
    assert matcher(ValueError).matches(caught.value)


def test_contains(work):
    with pytest.raises(ExceptionGroup) as caught:
        work()
    assert caught.group_contains(ValueError)


def test_later(work):
    with pytest.raises(ExceptionGroup) as caught:
        work()
    group = caught.value
    assert len(group.exceptions) == 2


def test_class_alone(work):
    with pytest.raises(ExceptionGroup) as caught:  # error: 9
        work()
    assert isinstance(caught.value, BaseExceptionGroup)


def test_text_alone(work):
    with pytest.raises(ExceptionGroup) as caught:  # error: 9
        work()
    assert "two" in str(caught.value)
    assert caught.value.message == "two"


def test_another(work, other):
    with pytest.raises(ExceptionGroup):  # error: 9
        work()
    assert other.value.exceptions
