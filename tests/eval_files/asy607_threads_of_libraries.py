# only: own
import asyncio
import threading

import sounddevice
from paho.mqtt import client as mqtt
from watchdog.events import FileSystemEventHandler


class Changed(FileSystemEventHandler):
    def __init__(self, loop: asyncio.AbstractEventLoop):
        self.loop = loop

    def on_modified(self, event):
        self.loop.call_soon(print)  # error: 8

    def on_created(self, event):
        self.loop.call_soon_threadsafe(print)

    def start(self):
        self.loop.call_soon(print)


class Worker(threading.Thread):
    def __init__(self, queue: asyncio.Queue):
        super().__init__()
        self.queue = queue

    def run(self):
        self.queue.put_nowait(1)  # error: 8, function="run"

    def stop(self):
        self.queue.put_nowait(2)


class OwnLoop(threading.Thread):
    def run(self):
        self.loop = asyncio.new_event_loop()
        self.loop.call_soon(print)
        self.loop.run_forever()


class Plain:
    def __init__(self, queue: asyncio.Queue):
        self.queue = queue

    def run(self):
        self.queue.put_nowait(1)


class Bridge:
    def __init__(self, queue: asyncio.Queue):
        self.queue = queue
        self.client = mqtt.Client()
        self.client.on_message = self._message
        self.client.on_connect = self._connected
        self.other = Plain(queue)
        self.other.on_message = self._other
        self.client.loop_start()

    def _message(self, client, userdata, message):
        self.queue.put_nowait(message)  # error: 8, function="_message"

    def _connected(self, client, userdata, flags, code):
        print(code)

    def _other(self, message):
        self.queue.put_nowait(message)


async def record(queue: asyncio.Queue):
    def heard(data, frames, when, status):
        queue.put_nowait(data)  # error: 8

    with sounddevice.InputStream(callback=heard):
        await queue.get()
