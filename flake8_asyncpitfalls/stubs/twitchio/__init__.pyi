# source: https://twitchio.dev/en/latest/
class Channel:
    async def send(self, *args, **kwargs): ...

class Chatter:
    name: str

class Message:
    channel: Channel
    author: Chatter
    content: str
