"""Members of an Enum are its instances."""
import enum
from enum import Enum, IntEnum, auto

import httpx


class Mode(Enum):
    FAST = "fast"
    SLOW = auto()
    PAIR = (1, 2)
    note: str
    _hidden = "x"

    def client(self):
        return httpx.Client()

    @property
    def session(self):
        return httpx.Client()


class Text(str, enum.Enum):
    A = "a"


class Number(IntEnum):
    ONE = 1


class Later(Mode):
    pass


class Plain:
    FAST = "fast"


def use(text, mode: Mode):
    Mode.FAST  # value: tests.inference.enums.Mode
    Mode.SLOW.client()  # value: httpx.Client
    Mode.PAIR.session  # value: httpx.Client
    Mode.client  # value: def tests.inference.enums.Mode.client
    Mode._hidden  # value: str
    Mode.FAST.value  # value: unknown
    Mode(text)  # value: tests.inference.enums.Mode
    Mode[text].client()  # value: httpx.Client
    Text.A  # value: tests.inference.enums.Text
    Number.ONE  # value: tests.inference.enums.Number
    Plain.FAST  # value: str
    mode.client()  # value: httpx.Client
