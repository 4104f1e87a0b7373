# only: own
import asyncio
import http.client
import json
import urllib.request


async def search(payload: str):
    def search_sync():
        conn = http.client.HTTPSConnection("example.org")
        conn.request("POST", "/search", payload)  # error: 4
        res = conn.getresponse()  # error: 10
        return res.read()  # error: 11

    return await asyncio.to_thread(search_sync)


async def opens_and_reads(url):
    def fetch_and_read():
        response = urllib.request.urlopen(url)  # error: 15
        return response.read()  # error: 11

    return await asyncio.to_thread(fetch_and_read)


async def opens_and_gives_away(url):
    def fetch_and_load():
        response = urllib.request.urlopen(url)  # error: 15
        return json.load(response)

    return await asyncio.to_thread(fetch_and_load)


async def opens_and_goes_through(url):
    def fetch_url():
        response = urllib.request.urlopen(url)  # error: 15
        return [line for line in response]  # error: 29

    return await asyncio.to_thread(fetch_url)


async def whole_block(url):
    def fetch_url():
        with urllib.request.urlopen(url) as response:  # error: 9
            return [line.strip() for line in response]  # error: 41

    return await asyncio.to_thread(fetch_url)


async def block_that_waits(url, queue):
    with urllib.request.urlopen(url) as response:  # error: 9
        for line in response:  # error: 20
            await queue.put(line)


async def is_given(response: http.client.HTTPResponse):
    return await asyncio.to_thread(response.read)  # error: 11
