class Engine:
    async def cool(self) -> None: ...


class Panel:
    def __init__(self, engine):
        self.engine = engine

    async def alarm(self):
        self.engine.cool()  # error: 8

    def run(self): ...
