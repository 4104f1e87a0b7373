"""A group that is asked what a single exception knows."""


async def main(work):
    try:
        await work()
    except* OSError as error:
        print(error.errno)  # found: here, flake8-async


async def plain(work):
    try:
        await work()
    except ExceptionGroup as group:
        print(group.errno)


async def nested(work, retry):
    try:
        await work()
    except* OSError as error:
        try:
            await retry()
        except* ValueError as error:
            pass
        print(error.errno)  # found: flake8-async


async def private(work):
    try:
        await work()
    except* OSError as error:
        print(error.__cause__, error.__notes__)
