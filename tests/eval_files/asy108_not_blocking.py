"""A module that works with non-blocking sockets: those that it makes itself are left alone."""

import asyncio
import socket


async def not_blocking(host):
    connection = socket.socket()
    connection.setblocking(False)
    connection.connect_ex((host, 80))
    other = socket.socket()
    other.settimeout(0)
    other.recv(1)
    third = socket.socket()
    try:
        third.recv(1)
    except (BlockingIOError, InterruptedError):
        pass


class Poller:
    def __init__(self):
        self.quiet = socket.socket()
        self.quiet.setblocking(False)
        self.loud = socket.socket()

    async def poll(self):
        self.quiet.recv(1)
        self.loud.recv(1)  # error: 8, call="socket.socket.recv"

    def read(self):
        return self.quiet.recv(1)

    async def read_all(self):
        return self.read()


async def ready(connection: socket.socket, other: socket.socket):
    loop = asyncio.get_running_loop()
    loop.add_reader(connection, print)
    connection.recv(1)
    await loop.sock_recv(other, 1)
    other.send(b"x")


async def given(connection: socket.socket, other: socket.socket):
    connection.setblocking(False)
    connection.recv(1)
    other.recv(1)  # error: 4, call="socket.socket.recv"


asyncio.run(not_blocking("example.org"))


class Writer:
    """The loop calls it when the socket of somebody else is ready."""

    def __init__(self, sock: socket.socket):
        self.sock = sock

    def send_some(self):
        self.sock.sendmsg([b"x"])

    def start(self, loop: asyncio.AbstractEventLoop):
        loop.add_writer(3, self.send_some)
        loop.call_soon(self.send_now)

    def send_now(self):
        self.sock.sendmsg([b"x"])  # error: 8
        socket.getaddrinfo("localhost", 80)  # error: 8
