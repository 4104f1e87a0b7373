"""Elements of lists, dicts, sets and tuples."""
from collections import defaultdict, deque

import httpx
from django.db.models import QuerySet
import requests


def displays():
    clients = [httpx.Client(), httpx.Client()]
    clients  # value: list[httpx.Client]
    clients[0]  # value: httpx.Client
    clients[1:]  # value: list[httpx.Client]
    pair = (httpx.Client(), requests.Session())
    pair  # value: tuple[httpx.Client, requests.Session]
    pair[1]  # value: requests.Session
    named = {"a": httpx.Client()}
    named  # value: dict[str, httpx.Client]
    named["a"]  # value: httpx.Client
    named.get("a")  # value: httpx.Client
    named.values()  # value: list[httpx.Client]
    for client in named.values():
        client  # value: httpx.Client
    {httpx.Client()}  # value: set[httpx.Client]
    [client for client in clients]  # value: list[httpx.Client]
    [mystery()]  # value: list[unresolved mystery()]
    clients.pop()  # value: httpx.Client
    list(clients)  # value: list[httpx.Client]


def added(names):
    clients = []
    for name in names:
        clients.append(httpx.Client())
    clients  # value: list[httpx.Client]
    clients[0]  # value: httpx.Client
    mixed = [httpx.Client()]
    mixed.append(requests.Session())
    mixed[0]  # value: httpx.Client | requests.Session
    unsaid = []
    unsaid.append(names)
    unsaid.append(httpx.Client())
    unsaid[0]  # value: unknown
    by_name = {}
    by_name["a"] = httpx.Client()
    by_name["b"]  # value: httpx.Client
    by_name.get("c")  # value: httpx.Client
    spread = set()
    spread.update(clients)
    spread.pop()  # value: unknown
    more = list()
    more.extend(clients)
    more[0]  # value: httpx.Client
    waiting = deque(maxlen=3)
    waiting.append(httpx.Client())
    waiting.popleft()  # value: httpx.Client
    counted = defaultdict(list)
    counted["a"] = httpx.Client()
    counted["a"]  # value: httpx.Client
    again = []
    again.append(1)
    again = []

    def inner():
        again.append(httpx.Client())

    again[0]  # value: httpx.Client
    made = {name: httpx.Client() for name in names}
    made["x"]  # value: httpx.Client
    {"a": httpx.Client(), "b": requests.Session()}["a"]  # value: unknown


class Holder:
    shared = []

    def __init__(self):
        self.clients = []
        self.rows: list = []
        self.told: list[requests.Session] = []
        self.nested = {}
        self.either: dict[int, httpx.Client | requests.Session] = {0: httpx.Client()}
        self.anything: dict[int, object] = {0: httpx.Client()}

    def fill(self, name):
        self.clients.append(httpx.Client())
        self.rows.append(httpx.Client())
        self.told.append(httpx.Client())
        self.nested[name] = httpx.Client()
        self.shared.append(httpx.Client())

    def read(self, name):
        self.clients[0]  # value: httpx.Client
        self.rows[0]  # value: httpx.Client
        self.told[0]  # value: requests.Session
        self.nested[name]  # value: httpx.Client
        self.shared[0]  # value: httpx.Client
        self.either[name]  # value: httpx.Client | requests.Session
        self.anything[name]  # value: httpx.Client


def loaded() -> list:
    clients = []
    clients.append(httpx.Client())
    return clients


loaded()[0]  # value: httpx.Client


def rows(found: QuerySet, one: int):
    found[:10]  # value: django.db.models.QuerySet
    found[one]  # value: unknown


def displays_of_sets(names):
    made = {"a", "b"}
    made  # value: set[str]
    {name for name in names}  # value: set[unknown]


TABLE = {"a": httpx.Client(), "b": requests.Session()}


def chosen(name, unknown):
    TABLE[name]  # value: httpx.Client | requests.Session
    TABLE["a"]  # value: unknown
    TABLE.get("a")  # value: unknown
    TABLE.get(name)  # value: httpx.Client | requests.Session
    for client in TABLE.values():
        client  # value: httpx.Client | requests.Session
    {"a": httpx.Client(), "b": "text"}[name]  # value: unknown
    {"a": httpx.Client(), "b": unknown}[name]  # value: unknown
    made = defaultdict(httpx.Client)
    made[name]  # value: httpx.Client
    made["a"]  # value: httpx.Client
    defaultdict(lambda: requests.Session())[name]  # value: requests.Session
    defaultdict(int)[name]  # value: unknown
    defaultdict()[name]  # value: unknown


made_empty = list[httpx.Client]()
made_empty  # value: list[httpx.Client]
made_empty[0]  # value: httpx.Client
dict[str, httpx.Client]()["a"]  # value: httpx.Client
QuerySet[httpx.Client]()  # value: django.db.models.QuerySet
