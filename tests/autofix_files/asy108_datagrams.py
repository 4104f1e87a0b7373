"""A datagram socket waits for nothing when it is connected or sends; it waits for what it receives."""

import asyncio
import socket
from socket import AF_INET, SOCK_DGRAM, SOCK_STREAM


class Statistics:
    def __init__(self):
        self.socket = socket.socket(AF_INET, SOCK_DGRAM)
        self.stream = socket.socket(AF_INET, SOCK_STREAM)

    async def count(self, name):
        self.socket.sendto(name, ("localhost", 8125))
        self.stream.sendall(name)  # error: 8


def own_address():
    s = socket.socket(socket.AF_INET, type=socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
    s.connect(("10.255.255.255", 1))
    return s.getsockname()[0]


async def notify(data):
    own_address()

    def receive():
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
            s.connect("/run/notify")
            s.sendall(data)
            s.recv(100)  # error: 8

    await asyncio.to_thread(receive)


async def never_blocks():
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
    s.connect(("localhost", 1))
    s.recv(10)


async def blocks(kind):
    def connect():
        s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        s.connect(("localhost", 1))  # error: 4

    await asyncio.to_thread(connect)

    def blocks_sync():
        other = socket.socket(socket.AF_INET, kind)
        other.connect(("localhost", 1))  # error: 4

    await asyncio.to_thread(blocks_sync)

    def work():
        plain = socket.socket()
        plain.connect(("localhost", 1))  # error: 4

    await asyncio.to_thread(work)
