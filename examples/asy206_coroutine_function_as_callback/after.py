"""Say when a download is complete."""

import asyncio


async def download(name: str) -> str:
    await asyncio.sleep(0)
    return name


def announce(task: asyncio.Task[str]) -> None:
    if not task.cancelled():
        print("complete:", task.result())


async def main() -> None:
    task = asyncio.create_task(download("report.pdf"))
    task.add_done_callback(announce)
    await task
    await asyncio.sleep(0)


if __name__ == "__main__":
    asyncio.run(main())
