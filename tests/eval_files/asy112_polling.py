"""Asking again and again for what comes back at once."""

import asyncio

import redis.asyncio as redis


async def relay(client: redis.Redis, socket):
    async with client.pubsub() as channel:
        while True:
            message = await channel.get_message(ignore_subscribe_messages=True)  # error: 28
            if message:
                await socket.send(message["data"])


async def guarded(client: redis.Redis, socket):
    channel = client.pubsub()
    while True:
        try:
            message = await channel.get_message(timeout=0)  # error: 28
            if message is not None and message["type"] == "message":
                await socket.send(message["data"])
        except ConnectionError:
            break


async def patient(client: redis.Redis, socket):
    channel = client.pubsub()
    while True:
        message = await channel.get_message(timeout=1.0)
        if message:
            await socket.send(message["data"])


async def sleeping(client: redis.Redis, socket):
    channel = client.pubsub()
    while True:
        message = await channel.get_message()
        if message:
            await socket.send(message["data"])
        await asyncio.sleep(0.01)


async def sleeping_without(client: redis.Redis, socket):
    channel = client.pubsub()
    while True:
        message = await channel.get_message()
        if message is None:
            await asyncio.sleep(0.01)
            continue
        await socket.send(message["data"])


async def sleeping_otherwise(client: redis.Redis, socket):
    channel = client.pubsub()
    while True:
        message = await channel.get_message()
        if message:
            await socket.send(message["data"])
        else:
            await asyncio.sleep(0.01)


async def until_told(client: redis.Redis, stopped):
    channel = client.pubsub()
    while not stopped.is_set():
        await channel.get_message()
