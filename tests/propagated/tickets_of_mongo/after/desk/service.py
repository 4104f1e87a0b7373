from desk.tickets import repository


async def file(title):
    tickets = repository()
    return await tickets.create({"_id": title.lower(), "title": title, "state": "open"})


async def overview():
    tickets = repository()
    return {
        "open": len(await tickets.open()),
        "titles": await tickets.titles(),
        **await tickets.counts(),
    }
