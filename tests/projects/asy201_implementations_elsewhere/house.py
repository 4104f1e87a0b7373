import inspect

from provider import Heater


class House:
    def __init__(self, heater: Heater) -> None:
        self.heater = heater

    async def leave(self) -> None:
        self.heater.shut_valve()  # error: 8
        self.heater.light()  # error: 8
        self.heater.label()
        result = self.heater.check()
        if inspect.isawaitable(result):
            await result
