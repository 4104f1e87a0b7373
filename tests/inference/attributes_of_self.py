"""``self.x`` from every assignment in the class and its bases."""
import httpx
import requests


class Base:
    inherited = httpx.Client()

    def __init__(self, given: httpx.Client, flag: bool) -> None:
        self.given = given
        self.made = httpx.Client()
        self.mixed = httpx.Client() if flag else requests.Session()
        self.late = None
        self.unknown = mystery()
        self._hidden: requests.Session = mystery()

    def set_late(self) -> None:
        self.late = requests.Session()


class Child(Base):
    def use(self) -> None:
        self  # value: tests.inference.attributes_of_self.Child
        self.given  # value: httpx.Client
        self.made  # value: httpx.Client
        self.mixed  # value: httpx.Client | requests.Session
        self.late  # value: requests.Session
        self.unknown  # value: unresolved mystery()
        self._hidden  # value: requests.Session
        self.inherited  # value: httpx.Client
        self.missing  # value: unknown
        self.made.get  # value: def httpx.Client.get
        super().set_late  # value: def tests.inference.attributes_of_self.Base.set_late
        type(self)  # value: type[tests.inference.attributes_of_self.Child]
