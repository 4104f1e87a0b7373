"""A copy of a container holds the same elements: lists that others take from are copied as well."""

import asyncio


class Broker:
    def __init__(self):
        self.readers: dict[str, list] = {}
        self.by_group: dict[str, list] = {}
        self.fixed: dict[str, list] = {}

    async def publish(self, message):
        for topic, readers in self.readers.items():  # error: 30
            for reader in readers:
                await reader.send(topic, message)

    async def publish_to_groups(self, message):
        for readers in self.by_group.values():  # error: 23
            for reader in readers:
                await reader.send(message)

    async def publish_to_fixed(self, message):
        """Nobody takes any out of its lists."""
        for readers in self.fixed.values():  # error: 23
            for reader in readers:
                await reader.send(message)

    async def count(self):
        """The inner loop does not wait."""
        for readers in self.readers.values():  # error: 23
            for reader in readers:
                print(reader)
            await asyncio.sleep(0)

    async def leave(self, topic, reader):
        self.readers[topic].remove(reader)
        if not self.readers[topic]:
            del self.readers[topic]

    async def leave_group(self, group, number):
        readers = self.by_group[group]
        readers.pop(number)
        self.by_group.pop(group)

    async def forget(self, name, reader):
        self.fixed[name].append(reader)
        self.fixed.pop(name)
