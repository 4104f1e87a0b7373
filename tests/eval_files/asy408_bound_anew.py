async def rebound(work, log):
    try:
        await work()
    except* OSError as error:
        log(error.errno)  # error: 12
        error = error.exceptions[0]
        log(error.errno)


async def loop(work, log):
    try:
        await work()
    except* OSError as group:
        for group in group.exceptions:
            log(group.errno)


async def nested(work, log):
    try:
        await work()
    except* OSError as error:
        log([error.errno for error in error.exceptions])
        log(list(map(lambda error: error.errno, error.exceptions)))
        log(error.errno)  # error: 12


async def tuple_of_members(work, log):
    try:
        await work()
    except* OSError as error:
        error, *_ = error.exceptions
        log(error.errno)
