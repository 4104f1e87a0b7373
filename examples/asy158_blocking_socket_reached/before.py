"""Receive a greeting that comes late, through a helper."""

import asyncio
import socket
import threading
import time

here, there = socket.socketpair()


def greet() -> None:
    time.sleep(0.4)
    there.sendall(b"hello")


def greeting(connection: socket.socket) -> str:
    return connection.recv(100).decode()


async def work() -> str:
    return greeting(here)  # error: 11, call="socket.socket.recv"


async def tick() -> int:
    count = 0
    for _ in range(6):
        await asyncio.sleep(0.05)
        count += 1
    return count


async def main() -> None:
    print(*await asyncio.gather(work(), tick()))


if __name__ == "__main__":
    threading.Thread(target=greet, daemon=True).start()
    asyncio.run(main())
