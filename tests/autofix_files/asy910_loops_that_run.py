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
    await trio.lowlevel.checkpoint()


async def over_empty(conn):  # error: 0
    for _ in ():
        await conn.ping()
    await trio.lowlevel.checkpoint()


async def over_spread(conn, names):  # error: 0
    for name in [*names]:
        await conn.ping(name)
    await trio.lowlevel.checkpoint()


async def over_unknown(conn, count):  # error: 0
    for _ in range(count):
        await conn.ping()
    await trio.lowlevel.checkpoint()


async def may_break(conn):  # error: 0
    for name in ("a", "b"):
        if conn.done:
            break
        await conn.ping(name)
    await trio.lowlevel.checkpoint()


async def goes_on(conn):  # error: 0
    for name in ("a", "b"):
        if conn.done:
            continue
        await conn.ping(name)
    await trio.lowlevel.checkpoint()


async def in_comprehension():
    return [await trio.sleep(1) for _ in range(3)]


async def in_second_clause():
    return {await wait(a, b) for a in "ab" for b in (1, 2)}


async def in_condition():
    return {name: 1 for name in ("a", "b") if await wait(name)}


async def async_behind_a_clause_that_runs(source):
    return [item for _ in range(2) async for item in source]


async def unpacked():
    for _ in {**{"a": 1}}:
        await trio.sleep(1)


async def filtered(names):
    await trio.lowlevel.checkpoint()
    return [await wait(name) for name in ("a", "b") if name in names]  # error: 4


async def in_second_condition(names):
    await trio.lowlevel.checkpoint()
    return [name for name in ("a", "b") if name in names if await wait(name)]  # error: 4


async def behind_a_clause_that_may_not_run(names):
    await trio.lowlevel.checkpoint()
    return [await wait(name) for name in names for _ in range(3)]  # error: 4


async def not_run_here():
    await trio.lowlevel.checkpoint()
    return (await wait(name) for name in ("a", "b"))  # error: 4
