# fix: safe
"""Code that fails as it is may be a question, where just that failure is caught."""


async def pages():
    yield 1


async def asks():
    try:
        for page in pages():  # error: 20
            print(page)
    except TypeError:
        print("no plain pages")


async def fails():
    try:
        async for page in pages():  # error: 20
            print(page)
    except Exception as error:
        print(error)


async def fails_in_handler():
    try:
        print("begin")
    except TypeError:
        async for page in pages():  # error: 20
            print(page)
