# only: own
import aiohttp
import aioredis  # error: 0, library="aioredis"
import motor.motor_asyncio  # error: 0, library="motor"
import redis.asyncio
from asynctest import TestCase  # error: 0, successor="'unittest.IsolatedAsyncioTestCase'"

from .aiopg import connect


async def main():
    print(aiohttp, aioredis, motor, redis, TestCase, connect)
