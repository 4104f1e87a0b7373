import asyncio


class Pages:
    def __init__(self) -> None:
        self.updating = asyncio.ensure_future(self.update())

    def update(self) -> None:
        self.page = 1

    def refresh(self) -> None:
        self.page = 0

    async def parse(self, page):
        yield page

    async def read(self, page) -> list:
        await self.refresh()  # ASY205: 8
        return await self.parse(page)
