from discord.ext import commands


class Desk:
    async def fetch_cards(self) -> list[str]:
        return []


class Base(commands.Bot):
    pass


class ParkBot(Base):
    def __init__(self) -> None:
        super().__init__("!")
        self.desk = Desk()

    async def save_benches(self) -> None: ...

    def name_benches(self) -> None: ...
