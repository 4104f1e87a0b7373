# only: own
import asyncio
import http.client
import json
import urllib.request


async def search(payload: str):
    def search_in_thread():
        conn = http.client.HTTPSConnection("example.org")
        conn.request("POST", "/search", payload)  # error: 4
        res = conn.getresponse()  # error: 10
        return res.read()  # error: 11

    return await asyncio.to_thread(search_in_thread)


async def opens_and_reads(url):
    def opens_and_reads_in_thread():
        response = urllib.request.urlopen(url)  # error: 15
        return response.read()  # error: 11

    return await asyncio.to_thread(opens_and_reads_in_thread)


async def opens_and_gives_away(url):
    def opens_and_gives_away_in_thread():
        response = urllib.request.urlopen(url)  # error: 15
        return json.load(response)

    return await asyncio.to_thread(opens_and_gives_away_in_thread)


async def opens_and_goes_through(url):
    def opens_and_goes_through_in_thread():
        response = urllib.request.urlopen(url)  # error: 15
        return [line for line in response]  # error: 29

    return await asyncio.to_thread(opens_and_goes_through_in_thread)


async def whole_block(url):
    def whole_block_in_thread():
        with urllib.request.urlopen(url) as response:  # error: 9
            return [line.strip() for line in response]  # error: 41

    return await asyncio.to_thread(whole_block_in_thread)


async def block_that_waits(url, queue):
    with urllib.request.urlopen(url) as response:  # error: 9
        for line in response:  # error: 20
            await queue.put(line)


async def is_given(response: http.client.HTTPResponse):
    return await asyncio.to_thread(response.read)  # error: 11
