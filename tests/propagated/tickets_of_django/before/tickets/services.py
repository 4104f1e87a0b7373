from tickets import repository
from tickets.models import Agent, Ticket


class NotFound(Exception):
    pass


def submit(title: str) -> Ticket:
    ticket = Ticket.objects.create(title=title)
    return ticket


def close(key: int) -> Ticket:
    ticket = repository.find_ticket(key)
    if ticket is None:
        raise NotFound(key)
    ticket.is_open = False
    ticket.save()
    return ticket


def assign(key: int, name: str) -> str:
    try:
        ticket = repository.get_ticket(key)
    except Ticket.DoesNotExist:
        raise NotFound(key) from None
    agent, is_new = Agent.objects.get_or_create(name=name)
    ticket.agent = agent
    ticket.save()
    return "new" if is_new else "known"


def summary() -> dict[str, object]:
    return {"open": repository.open_titles(), "votes": repository.votes()}


def drop_closed() -> int:
    count, _ = Ticket.objects.filter(is_open=False).delete()
    return count
