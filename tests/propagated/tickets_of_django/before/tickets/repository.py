from django.db.models import Sum

from tickets.models import Agent, Ticket


def find_ticket(key: int) -> Ticket | None:
    return Ticket.objects.filter(pk=key).first()


def get_ticket(key: int) -> Ticket:
    return Ticket.objects.get(pk=key)


def open_titles() -> list[str]:
    titles = []
    for ticket in Ticket.objects.filter(is_open=True).order_by("title"):
        titles.append(ticket.title)
    return titles


def votes() -> int:
    return Ticket.objects.aggregate(total=Sum("votes"))["total"] or 0


def has_agent(name: str) -> bool:
    return Agent.objects.filter(name=name).exists()


def least_busy() -> Agent | None:
    return Agent.objects.order_by("pk").last()
