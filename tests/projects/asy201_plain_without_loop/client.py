"""A client whose coroutine methods wait themselves, as another module of the program has asked for."""

from telethon import TelegramClient


class Client(TelegramClient):
    def forward(self, message, destinations):
        for destination in destinations:
            self.forward_messages(destination, [message])

    def send(self, entity, path):
        message = self.send_file(entity, path)
        message.reply("sent")
        return message.media

    def find(self, entity):
        for message in self.iter_messages(entity):
            yield message

    def ask(self):
        self.own()  # error: 8

    async def forward_now(self, message):
        self.forward_messages("me", [message])  # error: 8
        async for found in self.iter_messages("me"):
            found.delete()  # error: 12

    async def own(self):
        await self.get_me()

    async def find_now(self, entity):
        for message in self.iter_messages(entity):  # ASY204: 23
            print(message)
