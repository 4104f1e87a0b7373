import asyncio
import requests


def fetch():
    return requests.get("https://example.org")


def fetch_all(names):
    return [fetch() for _ in names]


def silenced():
    return requests.get("https://example.org")  # noqa: ASY152


class Service:
    def __init__(self, name):
        self.name = name

    def start(self):
        self._prepare()

    def _prepare(self):
        fetch()

    async def run(self):
        self.start()  # error: 8, call="requests.get"
        await asyncio.to_thread(self.start)


class Heavy:
    def __init__(self):
        fetch()


async def functions(names):
    fetch()  # error: 4, call="requests.get"
    fetch_all(names)  # error: 4, call="requests.get"
    silenced()


async def classes():
    Heavy()  # error: 4, call="requests.get"


async def objects(service: Service, unknown):
    service.start()  # error: 4, call="requests.get"
    Service("x").start()  # error: 4, call="requests.get"
    unknown.start()


async def offloaded():
    await asyncio.to_thread(fetch)
    await asyncio.get_running_loop().run_in_executor(None, fetch)
    await asyncio.to_thread(lambda: fetch())


def get(url, session=None, wait=True):
    if not wait:
        return None
    return (session or requests).get(url)


def get_all(urls, session: requests.Session):
    return [session.get(url) for url in urls]


async def branches(urls):
    get_all(urls, requests.Session())  # error: 4, call="requests.Session.get"
    get("x", wait=False)


async def shadowed(fetch):
    fetch()


def synchronous(names):
    fetch_all(names)


class BothForms:
    def _get(self, url):
        return requests.get(url)

    async def _aget(self, url):
        return url

    def load(self, url):
        return requests.get(url).text

    async def load_async(self, url, retries):
        return url

    async def run(self, url):
        return self._get(url), self.load(url)  # error: 15 # error: 31


def answer_of(url):
    return requests.get(url)


async def where_wanted(url, wanted):
    wanted and answer_of(url)  # error: 15
    answer_of(url) if wanted else None  # error: 4


async def otherwise(url):
    answer_of(url) or print("no answer")  # error: 4
