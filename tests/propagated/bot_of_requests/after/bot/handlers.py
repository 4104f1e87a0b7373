import asyncio

from bot import weather


async def on_message(text, send):
    command, *arguments = text.split()
    if command == "/temp":
        await send(
            f"{await asyncio.to_thread(weather.temperature, arguments[0])} degrees"
        )
    elif command == "/report":
        await send(await asyncio.to_thread(weather.report, arguments))
    elif command == "/forecast":
        await send(await asyncio.to_thread(weather.forecast, arguments[0]))
    elif command == "/ready":
        await send("yes" if await weather.ready() else "no")
