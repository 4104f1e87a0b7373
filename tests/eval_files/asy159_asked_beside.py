# only: own
"""The asynchronous method beside the one that asks."""

import asyncio

import questionary


class Shell:
    def ask(self, question):
        return questionary.text(question).ask()

    async def ask_async(self, question):
        return await questionary.text(question).ask_async()

    async def handle(self, reader):
        await reader.read()
        name = self.ask("name")  # error: 15
        await asyncio.sleep(1)
        return name
