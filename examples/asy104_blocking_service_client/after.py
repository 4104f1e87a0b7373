"""Look whether the mail server answers."""

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


async def check(port: int) -> str:
    def get_code():
        server = smtplib.SMTP("127.0.0.1", port)
        code, _ = server.quit()
        return code

    code = await asyncio.to_thread(get_code)
    return f"the server said {code}"


async def main(port: int) -> None:
    for answer in await asyncio.gather(check(port), check(port)):
        print(answer)


if __name__ == "__main__":
    listening = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(listening,), daemon=True).start()
    asyncio.run(main(listening.getsockname()[1]))
