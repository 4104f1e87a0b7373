"""A decorator that awaits a plain function: with an ``await`` the call would raise."""

import functools


def auto(func):
    @functools.wraps(func)
    async def wrapper(*args, **kwargs):
        return await func(*args, **kwargs)

    return wrapper


@auto
def validate(request):
    if not request:
        raise ValueError("empty")


@auto
async def record(request):
    print(request)


async def tool(request):
    validate(request)  # error: 4
    await record(request)  # error: 4
    await validate(request)
    return 1
