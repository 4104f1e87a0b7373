# source: https://channels.readthedocs.io/en/latest/topics/consumers.html
from channels.layers import BaseChannelLayer

class AsyncConsumer:
    channel_layer: BaseChannelLayer
    async def dispatch(self, *args, **kwargs): ...
    async def send(self, *args, **kwargs): ...

class SyncConsumer:
    def send(self, *args, **kwargs): ...
