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
