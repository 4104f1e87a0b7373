import contextlib

import httpx
import httpx2


async def in_a_with(url):
    with httpx.Client(timeout=3) as client:
        first = client.get(url)  # error: 16
        second = client.post(url, json={"a": 1})  # error: 17
        return first.json(), second.text


async def in_a_variable(url):
    client = httpx.Client()
    try:
        return client.get(url).text  # error: 15
    finally:
        client.close()


async def entered_later(url):
    client = httpx2.Client()
    with client:
        request = client.build_request("GET", url)
        return client.send(request)  # error: 15


async def twice(url):
    with httpx.Client() as client:
        client.get(url)  # error: 8
    with httpx.Client(headers={}) as client:
        client.head(url)  # error: 8


async def passed_on(url, use):
    with httpx.Client() as client:
        use(client)
        client.get(url)  # error: 8


async def returned(url):
    client = httpx.Client()
    client.get(url)  # error: 4
    return client


async def seen_by_another(url):
    client = httpx.Client()

    def close():
        client.close()

    client.get(url)  # error: 4
    return close


async def with_something_synchronous(url, transport):
    with httpx.Client(transport=transport) as client:
        client.get(url)  # error: 8


async def one_of_two(url, is_new):
    client = httpx.Client(http2=True)
    if is_new:
        client = httpx.Client()
    client.get(url)  # error: 4


async def in_a_generator(urls):
    with httpx.Client() as client:
        return list(client.get(url) for url in urls)  # error: 20


async def with_another(url, other):
    with other, httpx.Client() as client:
        client.get(url)  # error: 8


async def an_attribute(url):
    with httpx.Client() as client:
        client.headers["a"] = "b"
        client.get(url)  # error: 8


async def streamed(url):
    with httpx.Client() as client:
        with client.stream("GET", url) as response:  # error: 13
            if response.status_code != 200:
                return response.read()
            for line in response.iter_lines():
                print(line)


async def stream_given_away(url, use):
    with httpx.Client() as client:
        with client.stream("GET", url) as response:  # error: 13
            use(response)


async def stream_with_two_items(url, other):
    with httpx.Client() as client:
        with client.stream("GET", url) as response, other:  # error: 13
            response.read()


class Api:
    def __init__(self, base):
        self._client = httpx.Client(base_url=base)

    async def get(self, path):
        return self._client.get(path).json()  # error: 15

    async def close(self):
        self._client.close()


class UsedOutsideOfCoroutines:
    def __init__(self):
        self._other = httpx.Client()

    async def get(self, path):
        return self._other.get(path)  # error: 15

    def close(self):
        self._other.close()


class UsedByOthers:
    def __init__(self):
        self._open = httpx.Client()

    async def get(self, path):
        return self._open.get(path)  # error: 15


async def of_another(api: UsedByOthers, url):
    return api._open.get(url)  # error: 11


class PublicAttribute:
    def __init__(self):
        self.client = httpx.Client()

    async def get(self, path):
        return self.client.get(path)  # error: 15


class SetTwice:
    def __init__(self):
        self._twice = httpx.Client()

    async def get(self, path):
        return self._twice.get(path)  # error: 15

    async def reset(self):
        self._twice = httpx.Client()


class GivenAway:
    def __init__(self, registry):
        self._given = httpx.Client()
        registry.add(self._given)

    async def get(self, path):
        return self._given.get(path)  # error: 15


class Annotated:
    _told: httpx.Client

    def __init__(self):
        self._told = httpx.Client()

    async def get(self, path):
        return self._told.get(path)  # error: 15


async def in_a_stack(url):
    with contextlib.ExitStack() as stack:
        client = stack.enter_context(httpx.Client())
        return client.get(url)  # error: 15
