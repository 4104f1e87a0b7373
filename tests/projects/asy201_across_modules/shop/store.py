from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .tasks import Mail


async def save(order): ...


def save_soon(order):
    return save(order)


class Base:
    async def open(self): ...

    def close(self): ...


class Store(Base):
    def __init__(self, mail: Mail):
        self.mail = mail

    async def close(self): ...

    def confirm(self, order):
        self.mail.send(order)  # error: 8, call="self.mail.send"
        self.mail.queue(order)
