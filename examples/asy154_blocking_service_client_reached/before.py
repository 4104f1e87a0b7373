"""Look whether the mail server answers, while a clock ticks beside it."""

import asyncio
import smtplib
import socket
import threading
import time


def serve(listening: socket.socket) -> None:
    """A mail server that takes its time and knows how to say goodbye."""
    while True:
        connection, _ = listening.accept()
        time.sleep(0.4)
        connection.sendall(b"220 ready\r\n")
        connection.recv(100)
        connection.sendall(b"221 bye\r\n")
        connection.close()


def check(port: int) -> str:
    server = smtplib.SMTP("127.0.0.1", port)
    server.close()
    return "the server is there"


async def work() -> str:
    return check(listening.getsockname()[1])  # error: 11, call="smtplib.SMTP"


async def tick() -> int:
    count = 0
    for _ in range(6):
        await asyncio.sleep(0.05)
        count += 1
    return count


async def main() -> None:
    print(*await asyncio.gather(work(), tick()))


if __name__ == "__main__":
    listening = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(listening,), daemon=True).start()
    asyncio.run(main())
