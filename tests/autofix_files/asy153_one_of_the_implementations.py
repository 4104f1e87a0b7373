# only: own
"""A method that its class leaves open stays on the loop where one implementation needs the loop."""
import asyncio
import sqlite3


class Broker:
    def publish(self, event: dict) -> None:
        raise NotImplementedError


class DatabaseBroker(Broker):
    def publish(self, event: dict) -> None:
        connection = sqlite3.connect("events.db")
        connection.execute("insert into events values (?)", (str(event),))
        connection.close()


class LoopBroker(Broker):
    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.loop = loop
        self.tasks = set()

    def publish(self, event: dict) -> None:
        self.tasks.add(self.loop.create_task(self.send(event)))

    async def send(self, event: dict) -> None:
        await asyncio.sleep(0)


async def save(broker: Broker, event: dict) -> None:
    broker.publish(event)  # error: 4


class Journal:
    def note(self, event: dict) -> None:
        raise NotImplementedError


class DatabaseJournal(Journal):
    def note(self, event: dict) -> None:
        connection = sqlite3.connect("events.db")
        connection.execute("insert into events values (?)", (str(event),))
        connection.close()


async def note(journal: Journal, event: dict) -> None:
    await asyncio.to_thread(journal.note, event)  # error: 4
