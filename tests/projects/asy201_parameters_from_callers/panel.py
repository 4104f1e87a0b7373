from typing import Protocol


class Cooled(Protocol):
    def cool(self) -> None: ...


class Open:
    def cool(self) -> None: ...


class Asked:
    """The Protocol says what is passed can do; who passes it, what it is."""

    def __init__(self, engine: Cooled, other: Open) -> None:
        self.engine = engine
        self.other = other

    async def alarm(self):
        self.engine.cool()  # error: 8
        self.other.cool()


class Either:
    """Two kinds are passed."""

    def __init__(self, engine: Cooled) -> None:
        self.engine = engine

    async def alarm(self):
        self.engine.cool()


class Panel:
    def __init__(self, engine, label, spare=None):
        self.engine = engine
        self.label = label
        self.spare = spare

    async def alarm(self):
        self.engine.cool()  # error: 8
        self.spare.cool()  # error: 8


class SmallPanel(Panel):
    def __init__(self, engine):
        super().__init__(engine, "small")


class Mixed:
    """One caller passes a toy."""

    def __init__(self, engine):
        self.engine = engine

    async def alarm(self):
        self.engine.cool()


class Handed:
    """Whoever gets the class may make others."""

    def __init__(self, engine):
        self.engine = engine

    async def alarm(self):
        self.engine.cool()


class Spread:
    """What stands behind the star, nobody knows."""

    def __init__(self, engine):
        self.engine = engine

    async def alarm(self):
        self.engine.cool()


class Never:
    def __init__(self, engine):
        self.engine = engine

    async def alarm(self):
        self.engine.cool()


async def watch(engine):
    engine.cool()  # error: 4


async def guard(engine):
    engine.cool()


def registered(function):
    return function


@registered
async def told(engine):
    engine.cool()


async def cooled(engine, is_asynchronous):
    """The other branch is for the other kind, which nobody gives today."""
    if is_asynchronous:
        await engine.cool()
    else:
        engine.cool()


async def drained(engine, is_long):
    """Nothing here tells two kinds apart."""
    await engine.cool()
    if is_long:
        await told(engine)
    engine.cool()  # error: 4
