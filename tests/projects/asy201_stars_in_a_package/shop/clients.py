import abc


class Client(abc.ABC):
    @abc.abstractmethod
    async def pay(self, order) -> None: ...
