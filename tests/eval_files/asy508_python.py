# only: own
# settings: {"target_version": "3.11"}
import asyncio


def handler(error):
    return isinstance(error, asyncio.TimeoutError)  # error: 29
