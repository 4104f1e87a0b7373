"""Stores in which something can be looked up; the first ones are made by nobody here."""

from abc import ABC, abstractmethod


class Store(ABC):
    @abstractmethod
    def load(self, key: str) -> str: ...


class SlowStore(ABC):
    @abstractmethod
    def load(self, key: str) -> str: ...


class PublicStore(ABC):
    @abstractmethod
    def load(self, key: str) -> str: ...


class CheckedStore(ABC):
    @abstractmethod
    def load(self, key: str) -> str: ...


class LonelyStore(ABC):
    @abstractmethod
    def load(self, key: str) -> str: ...
