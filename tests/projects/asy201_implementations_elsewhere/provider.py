from abc import ABC, abstractmethod


class Heater(ABC):
    @abstractmethod
    def light(self): ...

    @abstractmethod
    def check(self): ...

    def label(self) -> str:
        return "heater"
