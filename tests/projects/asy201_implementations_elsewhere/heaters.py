from provider import Heater


class GasHeater(Heater):
    async def light(self): ...

    def check(self):
        return 1

    async def shut_valve(self) -> None: ...


class OilHeater(Heater):
    async def light(self): ...

    async def check(self): ...

    async def shut_valve(self) -> None: ...

    def vent(self) -> None: ...


class WoodHeater(Heater):
    async def vent(self) -> None: ...
