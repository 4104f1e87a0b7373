"""What the user says blocks."""

from pkg import stall


async def work():
    stall()  # found: here, flake8-async


def other():
    stall()
