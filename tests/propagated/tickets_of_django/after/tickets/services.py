from tickets import repository
from tickets.models import Agent, Ticket


class NotFound(Exception):
    pass


async def submit(title: str) -> Ticket:
    ticket = await Ticket.objects.acreate(title=title)
    return ticket


async def close(key: int) -> Ticket:
    ticket = await repository.find_ticket(key)
    if ticket is None:
        raise NotFound(key)
    ticket.is_open = False
    await ticket.asave()
    return ticket


async def assign(key: int, name: str) -> str:
    try:
        ticket = await repository.get_ticket(key)
    except Ticket.DoesNotExist:
        raise NotFound(key) from None
    agent, is_new = await Agent.objects.aget_or_create(name=name)
    ticket.agent = agent
    await ticket.asave()
    return "new" if is_new else "known"


async def summary() -> dict[str, object]:
    return {"open": await repository.open_titles(), "votes": await repository.votes()}


async def drop_closed() -> int:
    count, _ = await Ticket.objects.filter(is_open=False).adelete()
    return count
