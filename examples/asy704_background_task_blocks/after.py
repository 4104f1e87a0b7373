"""Send a confirmation after the response has gone out."""

import asyncio
import time

from starlette.background import BackgroundTasks


async def send_mail(to: str) -> None:
    await asyncio.sleep(0.4)
    print("sent to", to)


def order(tasks: BackgroundTasks) -> None:
    tasks.add_task(send_mail, "ada@example.org")


async def main() -> None:
    tasks = BackgroundTasks()
    order(tasks)
    await tasks()


if __name__ == "__main__":
    asyncio.run(main())
