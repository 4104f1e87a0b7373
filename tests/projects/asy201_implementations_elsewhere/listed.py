from results import Pages


class Listed(Pages):
    async def update(self) -> None: ...

    async def parse(self, page):
        return list(page)
