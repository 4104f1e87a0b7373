"""Sleeping until something has happened."""

import trio


async def wait(robot):
    while not robot.ready:  # found: here, flake8-async, ruff
        await trio.sleep(0.1)


async def wait_for_break(robot):
    while True:  # found: here
        if robot.ready:
            break
        await trio.sleep(0.1)


async def works(robot):
    while not robot.ready:
        robot.step()
        await trio.sleep(0.1)


async def for_ever():
    while True:  # found: flake8-async, ruff
        await trio.sleep(60)
