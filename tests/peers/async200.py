"""What the user says blocks."""

from pkg import stall


async def work():
    stall()  # found: here, flake8-async


def other():
    stall()


async def by_wildcard(engine):
    engine.freeze()  # found: flake8-async
