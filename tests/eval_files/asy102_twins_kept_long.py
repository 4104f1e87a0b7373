"""Objects of a module or of self whose every use stands in coroutines get their twin."""
import httpx
import redis
from openai import OpenAI

client = OpenAI()
shared = OpenAI()
http = httpx.Client(base_url="x")
cache = redis.Redis(host="a")


async def ask(messages):
    answer = client.chat.completions.create(messages=messages, model="x")  # ASY104: 13
    return answer.choices[0].message


async def ask2(messages):
    return shared.chat.completions.create(messages=messages, model="x")  # ASY104: 11


def plain(messages):
    return http.get("x")


async def nonplain(messages):
    return http.get("x")  # error: 11


async def get(key):
    if cache.exists(key):  # ASY103: 7
        return cache.get(key)  # ASY103: 15


class Api:
    def __init__(self, url):
        self.client = httpx.Client(base_url=url)
        self.other = httpx.Client(base_url=url)

    async def load(self):
        r = self.client.get("/x")  # error: 12
        r.raise_for_status()
        return r.json()

    async def load2(self):
        return self.other.get("/x").json()  # error: 15

    async def close(self):
        self.client.close()
