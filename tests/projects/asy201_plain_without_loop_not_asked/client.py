"""Nobody imports telethon.sync: coroutine methods are lost in plain functions, messages can be gone over."""

from telethon import TelegramClient, functions


class Client(TelegramClient):
    def forward(self, message):
        self.forward_messages("me", [message])  # error: 8

    def find(self, entity):
        for message in self.iter_messages(entity):
            print(message)
