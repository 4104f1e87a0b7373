"""``async_to_sync`` of a library's coroutine function."""

from asgiref.sync import async_to_sync
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer


class Chat(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        async_to_sync(self.channel_layer.group_send)("room", {})  # error: 8
        await self.channel_layer.group_send("room", {})


def notify():
    async_to_sync(get_channel_layer().group_send)("room", {})
