# only: own
import http.client
import json
import urllib.request


async def search(payload: str):
    conn = http.client.HTTPSConnection("example.org")
    conn.request("POST", "/search", payload)  # error: 4
    res = conn.getresponse()  # error: 10
    return res.read()  # error: 11


async def opens_and_reads(url):
    response = urllib.request.urlopen(url)  # error: 15
    return response.read()  # error: 11


async def opens_and_gives_away(url):
    response = urllib.request.urlopen(url)  # error: 15
    return json.load(response)


async def opens_and_goes_through(url):
    response = urllib.request.urlopen(url)  # error: 15
    return [line for line in response]  # error: 29


async def whole_block(url):
    with urllib.request.urlopen(url) as response:  # error: 9
        return [line.strip() for line in response]  # error: 41


async def block_that_waits(url, queue):
    with urllib.request.urlopen(url) as response:  # error: 9
        for line in response:  # error: 20
            await queue.put(line)


async def is_given(response: http.client.HTTPResponse):
    return response.read()  # error: 11
