"""Talk to a server for a while, and take leave of it."""

import trio


class Server:
    def __init__(self) -> None:
        self.guests = 1

    async def talk(self) -> None:
        await trio.sleep(10)

    async def say_goodbye(self) -> None:
        await trio.sleep(0.01)
        self.guests -= 1


async def work(server: Server) -> None:
    try:
        await server.talk()
    finally:
        print("saying goodbye")
        await server.say_goodbye()  # error: 8, library="trio"


async def main() -> None:
    server = Server()
    with trio.move_on_after(0.1):
        await work(server)
    print("guests that the server still counts:", server.guests)


if __name__ == "__main__":
    trio.run(main)
