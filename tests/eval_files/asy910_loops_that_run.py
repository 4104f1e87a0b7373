# library: trio
# only: own
import trio


async def over_range(conn):
    for _ in range(3):
        await conn.ping()


async def over_range_backwards(conn):
    for _ in range(3, -1, -2):
        await conn.ping()


async def over_names(conn):
    for index, name in enumerate(("a", "b")):
        await conn.ping(index, name)


async def over_mapping(conn):
    for name, value in {"a": 1}.items():
        await conn.ping(name, value)


async def over_text(conn):
    for letter in "ab":
        await conn.ping(letter)


async def over_nothing(conn):  # error: 0
    for _ in range(0):
        await conn.ping()


async def over_empty(conn):  # error: 0
    for _ in ():
        await conn.ping()


async def over_spread(conn, names):  # error: 0
    for name in [*names]:
        await conn.ping(name)


async def over_unknown(conn, count):  # error: 0
    for _ in range(count):
        await conn.ping()


async def may_break(conn):  # error: 0
    for name in ("a", "b"):
        if conn.done:
            break
        await conn.ping(name)


async def goes_on(conn):  # error: 0
    for name in ("a", "b"):
        if conn.done:
            continue
        await conn.ping(name)
