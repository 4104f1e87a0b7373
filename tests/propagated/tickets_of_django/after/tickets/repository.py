from django.db.models import Sum

from tickets.models import Agent, Ticket


async def find_ticket(key: int) -> Ticket | None:
    return await Ticket.objects.filter(pk=key).afirst()


async def get_ticket(key: int) -> Ticket:
    return await Ticket.objects.aget(pk=key)


async def open_titles() -> list[str]:
    titles = []
    async for ticket in Ticket.objects.filter(is_open=True).order_by("title"):
        titles.append(ticket.title)
    return titles


async def votes() -> int:
    return (await Ticket.objects.aaggregate(total=Sum("votes")))["total"] or 0


async def has_agent(name: str) -> bool:
    return await Agent.objects.filter(name=name).aexists()


def least_busy() -> Agent | None:
    return Agent.objects.order_by("pk").last()
