# only: own
import os

from tornado import web
from tornado.websocket import WebSocketHandler


def load(folder):
    return os.listdir(folder)


class Listing(web.RequestHandler):
    def names(self):
        self.set_header("Cache-Control", "no-store")
        return os.listdir(self.folder)

    async def get(self):
        self.write({"names": self.names()})  # error: 29, advice="make it asynchronous; it uses what belongs to this thread or task"


class Feed(WebSocketHandler):
    def names(self):
        return os.listdir(self.folder)

    async def on_ready(self):
        await self.write_message(str(self.names()))  # error: 37


# Still mended: it is given nothing of the handler.


class Plain(web.RequestHandler):
    async def get(self):
        self.write({"names": load("/srv")})  # error: 29
