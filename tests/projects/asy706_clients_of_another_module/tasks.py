import asyncio

from cache import bump, bump_and_close, named, own
from celery import shared_task


@shared_task
def count(key: str) -> int:
    return asyncio.run(bump(key))  # error: 11


@shared_task
def count_and_close(key: str) -> int:
    return asyncio.run(bump_and_close(key))


@shared_task
def count_alone(key: str) -> int:
    return asyncio.run(own(key))


@shared_task
def put(key: str) -> None:
    asyncio.run(named(key))


def main() -> int:
    return asyncio.run(bump("key"))
