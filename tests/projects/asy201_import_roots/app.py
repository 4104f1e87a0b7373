from valves import close, turn


async def main() -> None:
    turn()  # error: 4
    close()
