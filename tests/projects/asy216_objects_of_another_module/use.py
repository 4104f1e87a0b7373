from cache import Entry


async def get(entry: Entry) -> bool:
    if entry.done:
        return True
    while not entry.ready.is_set:  # error: 14
        return False
    return entry.ready.is_set()
