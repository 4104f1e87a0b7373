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
