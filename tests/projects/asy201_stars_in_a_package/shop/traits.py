__all__ = ["Aware"]

import abc
import typing

from shop import clients

if typing.TYPE_CHECKING:
    from shop import orders


class Aware(typing.Protocol):
    @property
    @abc.abstractmethod
    def rest(self) -> clients.Client: ...

    @property
    @abc.abstractmethod
    def last(self) -> "orders.Order": ...
