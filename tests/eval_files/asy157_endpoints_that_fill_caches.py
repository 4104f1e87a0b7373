# only: own
"""An endpoint whose helpers make for all what is missing stays on the loop; one that only looks does not."""

import os
from abc import ABC, abstractmethod

from fastapi import FastAPI

app = FastAPI()


class Agent:
    def __init__(self, names):
        self.names = names


class Loader(ABC):
    @abstractmethod
    def names(self) -> list[str]:
        """What there is."""

    def details(self) -> list[str]:
        return [name.upper() for name in self.names()]


class Filling(Loader):
    def __init__(self):
        self.agents: dict[str, Agent] = {}

    def names(self) -> list[str]:
        return os.listdir(".")

    def details(self) -> list[str]:
        return [self.load(name).names[0] for name in self.names()]

    def load(self, name: str) -> Agent:
        if name in self.agents:
            return self.agents[name]
        agent = Agent(os.listdir(name))
        self.agents[name] = agent
        return agent


class Reading(ABC):
    @abstractmethod
    def names(self) -> list[str]:
        """What there is."""

    def details(self) -> list[str]:
        return [name.upper() for name in self.names()]


class Listing(Reading):
    def names(self) -> list[str]:
        return os.listdir(".")


class Server:
    def __init__(self, loader: Loader, reading: Reading):
        self.loader = loader
        self.reading = reading

    def routes(self):
        @app.get("/agents")
        async def agents(detailed: bool) -> list[str]:
            if detailed:
                return self.loader.details()  # error: 23
            return self.loader.names()  # error: 19

        @app.get("/read")
        async def read(detailed: bool) -> list[str]:
            if detailed:
                return self.reading.details()  # error: 23
            return self.reading.names()  # error: 19
