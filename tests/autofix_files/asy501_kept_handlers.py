# only: own
import asyncio
from unittest import IsolatedAsyncioTestCase


async def listen():
    await asyncio.sleep(5)


class TestListen(IsolatedAsyncioTestCase):
    async def test_ends(self):
        try:
            await listen()
        except asyncio.CancelledError:  # error: 8
            pass


async def test_ends_in_a_function():
    async def run():
        try:
            await listen()
        except asyncio.CancelledError:  # error: 8
            pass

    await run()


class Manager:
    def __init__(self, agents):
        self.agents = agents

    async def stop_each(self):
        for agent in self.agents:
            try:
                await asyncio.sleep(agent)
            except asyncio.CancelledError:  # error: 12
                pass

    async def stop_each_with_a_word(self):
        for agent in self.agents:
            if agent:
                try:
                    await asyncio.sleep(agent)
                except asyncio.CancelledError:  # error: 16
                    print("stopped")

    async def stop_until_none_is_left(self):
        while self.agents:
            try:
                await asyncio.sleep(self.agents.pop())
            except asyncio.CancelledError:  # error: 12
                pass

    async def go_on_for_ever(self):
        while True:
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:  # error: 12
                print("again")
                raise


async def it_says_why(event):
    try:
        await event.wait()
    except asyncio.CancelledError:  # error: 4
        # nobody waits for us
        pass
