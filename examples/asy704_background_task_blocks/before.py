"""Send a confirmation after the response has gone out."""

import asyncio
import time

from starlette.background import BackgroundTasks


async def send_mail(to: str) -> None:
    time.sleep(0.4)  # ASY101: 4
    print("sent to", to)


def order(tasks: BackgroundTasks) -> None:
    tasks.add_task(send_mail, "ada@example.org")  # error: 4, function="send_mail"


async def main() -> None:
    tasks = BackgroundTasks()
    order(tasks)
    await tasks()


if __name__ == "__main__":
    asyncio.run(main())
