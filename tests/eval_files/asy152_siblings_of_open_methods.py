"""What a class leaves open has a sibling where every class that fills the one fills the other."""
# only: own
import asyncio

import requests


class Scale:
    def weigh(self, text: str) -> float:
        raise NotImplementedError

    async def async_weigh(self, text: str) -> float:
        raise NotImplementedError


class Remote(Scale):
    def weigh(self, text: str) -> float:
        return requests.post("https://scale.test", data=text).json()

    async def async_weigh(self, text: str) -> float:
        return await asyncio.to_thread(self.weigh, text)


class Other(Scale):
    def weigh(self, text: str) -> float:
        return requests.post("https://other.test", data=text).json()

    async def async_weigh(self, text: str) -> float:
        answer = await asyncio.to_thread(requests.post, "https://other.test", data=text)
        return answer.json()


class Ruler:
    def measure(self, text: str) -> float:
        raise NotImplementedError

    async def async_measure(self, text: str) -> float:
        raise NotImplementedError


class Tape(Ruler):
    def measure(self, text: str) -> float:
        return requests.post("https://tape.test", data=text).json()


class Thumb(Ruler):
    def measure(self, text: str) -> float:
        return requests.post("https://thumb.test", data=text).json()

    async def async_measure(self, text: str) -> float:
        answer = await asyncio.to_thread(requests.post, "https://thumb.test", data=text)
        return answer.json()


class Shop:
    def __init__(self, scale: Scale | None, ruler: Ruler):
        if scale is None:
            scale = Remote()
        self.scale: Scale = scale
        self.ruler = ruler

    async def sell(self, text: str):
        print(self.scale.weigh(text))  # error: 14
        print(self.ruler.measure(text))  # error: 14
