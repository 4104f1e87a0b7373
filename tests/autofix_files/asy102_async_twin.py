import asyncio
import contextlib

import httpx
import httpx2


async def in_a_with(url):
    async with httpx.AsyncClient(timeout=3) as client:
        first = await client.get(url)  # error: 16
        second = await client.post(url, json={"a": 1})  # error: 17
        return first.json(), second.text


async def in_a_variable(url):
    client = httpx.AsyncClient()
    try:
        return (await client.get(url)).text  # error: 15
    finally:
        await client.aclose()


async def entered_later(url):
    client = httpx2.AsyncClient()
    async with client:
        request = client.build_request("GET", url)
        return await client.send(request)  # error: 15


async def twice(url):
    async with httpx.AsyncClient() as client:
        await client.get(url)  # error: 8
    async with httpx.AsyncClient(headers={}) as client:
        await client.head(url)  # error: 8


async def passed_on(url, use):
    with httpx.Client() as client:
        use(client)
        await asyncio.to_thread(client.get, url)  # error: 8


async def returned(url):
    client = httpx.Client()
    await asyncio.to_thread(client.get, url)  # error: 4
    return client


async def seen_by_another(url):
    client = httpx.Client()

    def close():
        client.close()

    await asyncio.to_thread(client.get, url)  # error: 4
    return close


async def with_something_synchronous(url, transport):
    with httpx.Client(transport=transport) as client:
        await asyncio.to_thread(client.get, url)  # error: 8


async def one_of_two(url, is_new):
    client = httpx.Client(http2=True)
    if is_new:
        client = httpx.Client()
    await asyncio.to_thread(client.get, url)  # error: 4


async def in_a_generator(urls):
    with httpx.Client() as client:
        return list(client.get(url) for url in urls)  # error: 20


async def with_another(url, other):
    with other, httpx.Client() as client:
        await asyncio.to_thread(client.get, url)  # error: 8


async def an_attribute(url):
    with httpx.Client() as client:
        client.headers["a"] = "b"
        await asyncio.to_thread(client.get, url)  # error: 8


async def streamed(url):
    async with httpx.AsyncClient() as client:
        async with client.stream("GET", url) as response:  # error: 13
            if response.status_code != 200:
                return await response.aread()
            async for line in response.aiter_lines():
                print(line)


async def stream_given_away(url, use):
    with httpx.Client() as client:
        with client.stream("GET", url) as response:  # error: 13
            use(response)


async def stream_with_two_items(url, other):
    def stream_client():
        with httpx.Client() as client:
            with client.stream("GET", url) as response, other:  # error: 13
                response.read()

    await asyncio.to_thread(stream_client)


class Api:
    def __init__(self, base):
        self._client = httpx.AsyncClient(base_url=base)

    async def get(self, path):
        return (await self._client.get(path)).json()  # error: 15

    async def close(self):
        await self._client.aclose()


class UsedOutsideOfCoroutines:
    def __init__(self):
        self._other = httpx.Client()

    async def get(self, path):
        return await asyncio.to_thread(self._other.get, path)  # error: 15

    def close(self):
        self._other.close()


class UsedByOthers:
    def __init__(self):
        self._open = httpx.Client()

    async def get(self, path):
        return await asyncio.to_thread(self._open.get, path)  # error: 15


async def of_another(api: UsedByOthers, url):
    return await asyncio.to_thread(api._open.get, url)  # error: 11


class PublicAttribute:
    def __init__(self):
        self.client = httpx.AsyncClient()

    async def get(self, path):
        return await self.client.get(path)  # error: 15


class SetTwice:
    def __init__(self):
        self._twice = httpx.Client()

    async def get(self, path):
        return await asyncio.to_thread(self._twice.get, path)  # error: 15

    async def reset(self):
        self._twice = httpx.Client()


class GivenAway:
    def __init__(self, registry):
        self._given = httpx.Client()
        registry.add(self._given)

    async def get(self, path):
        return await asyncio.to_thread(self._given.get, path)  # error: 15


class Annotated:
    _told: httpx.Client

    def __init__(self):
        self._told = httpx.Client()

    async def get(self, path):
        return await asyncio.to_thread(self._told.get, path)  # error: 15


async def in_a_stack(url):
    with contextlib.ExitStack() as stack:
        client = stack.enter_context(httpx.Client())
        return await asyncio.to_thread(client.get, url)  # error: 15
