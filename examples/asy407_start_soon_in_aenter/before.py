"""A server that is used by a client in the same program."""

from typing import Any

import trio


class Server:
    def __init__(self, nursery: trio.Nursery) -> None:
        self.nursery = nursery
        self.port = 0

    async def __aenter__(self) -> "Server":
        self.nursery.start_soon(self.listen)  # error: 8
        return self

    async def __aexit__(self, *error: Any) -> None:
        self.nursery.cancel_scope.cancel()

    async def listen(self, *, task_status: Any = trio.TASK_STATUS_IGNORED) -> None:
        await trio.sleep(0.05)
        (listener,) = await trio.open_tcp_listeners(0, host="127.0.0.1")
        self.port = listener.socket.getsockname()[1]
        task_status.started()
        await trio.sleep_forever()


async def main() -> None:
    async with trio.open_nursery() as nursery:
        async with Server(nursery) as server:
            if not server.port:
                raise ConnectionRefusedError("the server does not listen yet")
            print("the server listens")


if __name__ == "__main__":
    trio.run(main)
