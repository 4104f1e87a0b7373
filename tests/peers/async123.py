"""A member of a group, raised alone."""


async def main(work):
    try:
        await work()
    except ExceptionGroup as group:
        raise group.exceptions[0]  # found: here, flake8-async


async def with_cause(work):
    try:
        await work()
    except ExceptionGroup as group:
        raise group.exceptions[0] from group  # found: flake8-async


async def in_loop(work):
    try:
        await work()
    except ExceptionGroup as group:
        for error in group.exceptions:
            raise error  # found: here, flake8-async
