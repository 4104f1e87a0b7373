"""A cancellation that arrives in a new wait finds no variable unbound, and skips no end of the program."""

import asyncio
import os
import sys
import tempfile

import requests


async def upload(client, url):
    try:
        reply = requests.get(url)  # error: 16
        with tempfile.NamedTemporaryFile(delete=False) as copy:  # ASY107: 13
            path = copy.name
            copy.write(reply.content)  # ASY106: 12
        await client.send(path)
    finally:
        os.remove(path)


async def upload_known(client, url):
    path = tempfile.mktemp()
    try:
        reply = await asyncio.to_thread(requests.get, url)  # error: 16
        with open(path, "wb") as copy:  # ASY106: 13
            copy.write(reply.content)  # ASY106: 12
        await client.send(path)
    finally:
        os.remove(path)


async def ask(client, url):
    try:
        reply = requests.get(url)  # error: 16
    except BaseException:
        client.fail(reply)
        raise
    await client.send(reply)


async def ask_of_errors(client, url):
    try:
        reply = await asyncio.to_thread(requests.get, url)  # error: 16
    except ValueError:
        client.fail(reply)
        raise
    await client.send(reply)


async def ask_after_a_wait(client, url):
    try:
        await client.begin()
        reply = await asyncio.to_thread(requests.get, url)  # error: 16
        path = reply.text
        await client.send(path)
    finally:
        os.remove(path)


async def clean_up_with_own(client, url):
    try:
        reply = await asyncio.to_thread(requests.get, url)  # error: 16
        await client.send(reply)
    finally:
        for path in client.paths:
            print(path)


def end(code):
    sys.stdout.flush()
    os._exit(code)


async def check(client):
    try:
        await client.check()
    except Exception as error:
        try:
            requests.post("https://health.example", json={"error": str(error)})  # error: 12
        except Exception:
            pass
        end(1)


async def report(client):
    try:
        await client.check()
    except Exception as error:
        try:
            await asyncio.to_thread(
                requests.post, "https://health.example", json={"error": str(error)}
            )  # error: 12
        except Exception:
            pass
        print("reported")
