"""``(await to_thread(find)).name``: what is asked of the result at once is short, and nobody waits for it."""
import asyncio

import boto3
import httpx
import requests
from fastapi import FastAPI

app = FastAPI()


class Credentials:
    def __init__(self, role: str):
        self.role = role

    def session(self) -> boto3.Session:
        reply = boto3.client("sts").assume_role(RoleArn=self.role, RoleSessionName="x")
        keys = reply["Credentials"]
        return boto3.Session(aws_access_key_id=keys["AccessKeyId"])


class Reports:
    def load(self):
        self.text = requests.get("https://example.org").text
        return self

    def render(self): ...


def fetch(url):
    return httpx.get(url)


@app.get("/clients")
async def makes_client(role: str):
    client = (await asyncio.to_thread(Credentials(role).session)).client("batch")  # error: 13
    return await respond(client)


@app.get("/names")
async def reads_attribute(role: str):
    await respond((await asyncio.to_thread(Credentials(role).session)).region_name)  # error: 18


@app.get("/reports")
async def asks_own_object(reports: Reports):
    await respond(reports.load().render())  # ASY152: 18


@app.get("/texts")
async def awaits_it(url: str):
    return await fetch(url).aread()  # ASY152: 17


async def respond(what): ...
