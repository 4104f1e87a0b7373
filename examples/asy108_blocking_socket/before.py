"""Receive a greeting that comes late."""

import asyncio
import socket
import threading
import time


def greet(other: socket.socket) -> None:
    time.sleep(0.4)
    other.sendall(b"hello")


async def greeting(connection: socket.socket) -> str:
    return connection.recv(100).decode()  # error: 11, call="socket.socket.recv"


async def main() -> None:
    here, there = socket.socketpair()
    threading.Thread(target=greet, args=(there,), daemon=True).start()
    print(await greeting(here))


if __name__ == "__main__":
    asyncio.run(main())
