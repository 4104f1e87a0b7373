# only: own
"""What requests set for all: in threads, one would see what another has set."""

import os
import sys

import engine
from engine import Settings
from fastapi import FastAPI

from app.service import build_report

app = FastAPI()
LAST = None
ENGINE = None
REPORTS = {}


class Index:
    def __init__(self, name):
        self.name = name
        Settings.model = name

    def build(self):
        return build_report(self.name)


class Plain:
    def __init__(self, name):
        self.name = name
        self.settings = Settings(name)
        self.settings.model = name

    def build(self):
        return build_report(self.name)


def build_with(name):
    engine.backend.threads = 4
    return build_report(name)


def build_once_more(name):
    return build_with(name)


@app.get("/made")
async def made(name: str):
    return Index(name).build()


@app.get("/made/plain")
def made_plain(name: str):  # error: 0
    return Plain(name).build()


@app.get("/set")
async def set_here(name: str):
    Settings.model = name
    return build_report(name)


@app.get("/environment")
async def environment(name: str):
    os.environ["MODEL"] = name
    return build_report(name)


@app.get("/global")
async def set_global(name: str):
    global LAST
    LAST = name
    return build_report(name)


def engine_of_all():
    global ENGINE
    if ENGINE is None:
        ENGINE = engine.start()
    return ENGINE


@app.get("/global/made/once")
def made_once(name: str):  # error: 0
    engine_of_all()
    return build_report(name)


@app.get("/called")
async def called(name: str):
    return build_once_more(name)


@app.get("/path")
async def path(name: str):
    sys.tracebacklimit = 1
    return build_report(name)


@app.get("/own")
def own(name: str):  # error: 0
    settings = Settings()
    settings.model = name
    os.environ.get("MODEL")
    return build_report(settings)


@app.get("/kept")
def kept(name: str):  # error: 0
    REPORTS[name] = build_report(name)
    return REPORTS[name]


def make_routes():
    routes = FastAPI()
    told = {"text": ""}

    @routes.post("/told")
    async def tell(text: str):
        old = build_report(text)
        told["text"] += text
        return old

    @routes.get("/told")
    def told_so_far():  # error: 4
        return build_report(told["text"])

    @routes.post("/file")
    async def add_to_file(text: str):
        with open("told.txt") as file:
            old = file.read()
        with open("told.txt", "w") as file:
            file.write(old + text)

    return routes
