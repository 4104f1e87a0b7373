"""Names are found along Python's own order of classes."""
import httpx
import requests


class A:
    def make(self):
        return httpx.Client()


class B(A):
    pass


class C(A):
    def make(self):
        return requests.Session()


class D(B, C):
    pass


class Unseen(mystery):
    pass


class Session(requests.Session):
    pass


def use():
    D().make()  # value: requests.Session
    B().make()  # value: httpx.Client
    Unseen().make  # value: unknown
    Session().get  # value: def requests.Session.get
    Session().get("x")  # value: requests.Response


class Single:
    _instance = None

    @classmethod
    def instance(cls):
        if cls._instance is None:
            cls._instance = cls()
        return cls._instance


class OwnSingle(Single):
    pass


Single.instance()  # value: tests.inference.inheritance.Single
OwnSingle.instance()  # value: tests.inference.inheritance.OwnSingle


class Opened:
    def __init__(self):
        self.client = httpx.Client()


class Asking:
    def ask(self):
        self.client  # value: httpx.Client
        self.other  # value: unknown
        self.session  # value: requests.Session | httpx.Client


class Both(Opened, Asking):
    session = requests.Session()


class Again(Asking, Opened):
    session = httpx.Client()
