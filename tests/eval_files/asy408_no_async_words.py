# only: own

import builtins

import pytest
from exceptiongroup import ExceptionGroup as Backport


def test_groups(work):
    with pytest.raises((ValueError, ExceptionGroup)):  # error: 9, problem="this passes whatever exceptions are in the group"
        work()
    with pytest.raises(builtins.BaseExceptionGroup):  # error: 9
        work()
    with pytest.raises(expected_exception=ExceptionGroup):  # error: 9
        work()
    with pytest.raises(ExceptionGroup, match="two of them"):
        work()
    with pytest.raises(ValueError):
        work()


def members(work):
    try:
        work()
    except ExceptionGroup as group:
        first = group.exceptions[0]
        raise first  # error: 8


def members_in_turn(work):
    try:
        work()
    except* ValueError as group:
        for error in group.exceptions:
            raise error  # error: 12


def with_cause(work):
    try:
        work()
    except ExceptionGroup as group:
        first = group.exceptions[0]
        raise first from group


def another(work, errors):
    for error in errors:
        raise error


def test_of_the_backport():
    with pytest.raises(Backport):  # error: 9
        fail()
