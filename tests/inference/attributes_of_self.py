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


class Reached:
    """What is not there is looked up."""

    own = httpx.Client()

    def __getattr__(self, name):
        if name.startswith("s"):
            return requests.Session()
        raise AttributeError(name)


class Told:
    def __getattr__(self, name: str) -> httpx.Client: ...


class Refused:
    def __getattr__(self, name):
        raise AttributeError(name)


class Handed:
    def __init__(self, inner):
        self.inner = inner

    def __getattr__(self, name):
        return getattr(self.inner, name)


class Further(Reached):
    pass


def asked(told: Told):
    Reached().own  # value: httpx.Client
    Reached().session  # value: requests.Session
    Further().session  # value: requests.Session
    told.anything.get  # value: def httpx.Client.get
    Refused().session  # value: unknown
    Handed(httpx.Client()).session  # value: unknown
