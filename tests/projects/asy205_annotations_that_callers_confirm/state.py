class State:
    def set(self, key, value) -> None:
        self.kept = (key, value)


class Twin:
    async def set(self, key, value) -> None:
        self.kept = (key, value)


class Dialog:
    """Every caller passes what the annotation says."""

    def __init__(self, state: State, other: State) -> None:
        self.state = state
        self.other = other

    async def run(self):
        await self.state.set("a", 1)  # error: 8
        await self.other.set("a", 1)


class Unused:
    """Nobody makes one: what the annotation says may be wrong."""

    def __init__(self, state: State) -> None:
        self.state = state

    async def run(self):
        await self.state.set("a", 1)


async def tell(state: State):
    await state.set("a", 1)  # error: 4


async def tell_any(state: State):
    await state.set("a", 1)
