"""Sleeping with the whole loop."""

import time

import gevent


async def pause():
    time.sleep(1)  # found: here, flake8-async, ruff
    gevent.sleep(1)  # found: here
