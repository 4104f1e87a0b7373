# only: own
class Tool:
    def run(self, text: str) -> str:
        return self._run(self.read(text))

    async def arun(self, text: str) -> str:
        return await self._arun(text)

    def _run(self, text: str) -> str:
        raise NotImplementedError

    async def _arun(self, text: str) -> str:
        raise NotImplementedError("use run")


class Upper(Tool):
    def _run(self, text: str) -> str:
        return text.upper()


class Whole(Tool):
    async def _arun(self, text: str) -> str:
        return text.upper()


class Bus:
    def __init__(self, client):
        self.handlers = []
        self.async_handlers = []
        self.client = self.async_client = client

    def emit(self, event: str) -> int:
        return self.reach(self.handlers, self.async_handlers)

    async def aemit(self, event: str) -> int:
        return len(self.async_handlers)

    def tell(self, event: str) -> "int | None":
        return self.client.fetch(event)

    async def atell(self, event: str) -> None:
        await self.async_client.fetch(event)

    def give(self, event):
        return self.client.fetch(event)

    async def agive(self, event):
        await self.async_client.fetch(event)

    def ask(self, event: str) -> int:
        return self.client.fetch(event)

    async def aask(self, event: str) -> int:
        return await self.async_client.fetch(event)

    def count(self, event: str) -> int:
        return self.client.total(event)

    async def acount(self, event: str) -> int:
        await self.async_client.connect()
        return self.async_client.total(event)


async def use(tool: Tool, whole: Whole, bus: Bus):
    tool.run("hi")
    whole.run("hi")  # error: 4
    bus.emit("started")
    bus.tell("started")
    bus.give("started")
    bus.ask("started")  # error: 4
    bus.count("started")
