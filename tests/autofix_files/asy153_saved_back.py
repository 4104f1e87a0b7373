# only: own
"""What is got, changed and saved is one step for the loop: threads would save over one another."""

import asyncio
from abc import ABC, abstractmethod

import redis


class Ticket:
    def __init__(self) -> None:
        self.numbers: list[int] = []

    def issue(self) -> int:
        self.numbers.append(len(self.numbers))
        return len(self.numbers)

    def shown(self) -> str:
        return str(self.numbers)


class Tickets(ABC):
    @abstractmethod
    def get(self, name: str) -> Ticket: ...

    @abstractmethod
    def save(self, name: str, ticket: Ticket) -> None: ...

    def get_or_make(self, name: str) -> Ticket:
        return self.get(name) or Ticket()

    def issue(self, name: str) -> int:
        ticket = self.get_or_make(name)
        number = ticket.issue()
        self.save(name, ticket)
        return number

    def issue_two(self, name: str) -> int:
        self.issue(name)
        return self.issue(name)

    def copy(self, name: str, target: str) -> None:
        ticket = self.get_or_make(name)
        self.save(target, ticket)

    def show(self, name: str) -> str:
        return self.get_or_make(name).shown()


class RedisTickets(Tickets):
    def __init__(self, red: redis.Redis) -> None:
        self.red = red

    def get(self, name: str) -> Ticket:
        return self.red.get(name)

    def save(self, name: str, ticket: Ticket) -> None:
        self.red.set(name, ticket.shown())


async def use(tickets: Tickets) -> None:
    tickets.issue("a")  # error: 4
    await asyncio.sleep(1)
    tickets.issue_two("a")  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(tickets.copy, "a", "b")  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(tickets.show, "a")  # error: 4
