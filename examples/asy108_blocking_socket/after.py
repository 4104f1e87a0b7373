"""Receive a greeting that comes late."""

import asyncio
import socket
import threading
import time


def greet(other: socket.socket) -> None:
    time.sleep(0.4)
    other.sendall(b"hello")


async def greeting(connection: socket.socket) -> str:
    connection.setblocking(False)
    return (await asyncio.get_running_loop().sock_recv(connection, 100)).decode()


async def main() -> None:
    here, there = socket.socketpair()
    threading.Thread(target=greet, args=(there,), daemon=True).start()
    print(await greeting(here))


if __name__ == "__main__":
    asyncio.run(main())
