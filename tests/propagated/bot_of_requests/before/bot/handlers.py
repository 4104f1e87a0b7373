from bot import weather


async def on_message(text, send):
    command, *arguments = text.split()
    if command == "/temp":
        await send(f"{weather.temperature(arguments[0])} degrees")
    elif command == "/report":
        await send(weather.report(arguments))
    elif command == "/forecast":
        await send(weather.forecast(arguments[0]))
    elif command == "/ready":
        await send("yes" if weather.ready() else "no")
