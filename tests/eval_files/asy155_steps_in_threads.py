"""A function that reads state and writes what rests on it: in two threads both would read the same."""

import asyncio
import subprocess
import threading

process = None
lock = threading.Lock()
names = {}


def start(command):
    global process
    if process is None:
        subprocess.run(["git", "fetch"], check=True)
        process = subprocess.Popen(command)


def start_locked(command):
    global process
    with lock:
        if process is None:
            subprocess.run(["git", "fetch"], check=True)
            process = subprocess.Popen(command)


def note(command):
    global process
    subprocess.run(["git", "fetch"], check=True)
    process = command


class Runner:
    def __init__(self):
        self.process = None
        self.done = 0
        self.results = {}

    def start(self, command):
        if self.process is not None:
            return
        subprocess.run(["git", "fetch"], check=True)
        self.process = subprocess.Popen(command)

    def count(self):
        subprocess.run(["git", "fetch"], check=True)
        self.done += 1

    def result(self, name):
        if name not in self.results:
            self.results[name] = subprocess.run(["git", "show", name], check=True)
        return self.results[name]


async def main(runner: Runner, name):
    start(name)  # error: 4
    start_locked(name)  # error: 4
    await asyncio.sleep(1)
    note(name)  # error: 4
    await asyncio.sleep(1)
    runner.start(name)  # error: 4
    await asyncio.sleep(1)
    runner.count()  # error: 4
    await asyncio.sleep(1)
    runner.result(name)  # error: 4


class Rows:
    """Its methods are called like those of containers, and change nothing of the object that has it."""

    def find(self, name):
        return subprocess.run(["git", "show", name], check=True)

    def update(self, name):
        subprocess.run(["git", "add", name], check=True)


class Service:
    def __init__(self, rows: Rows):
        self.rows = rows
        self.last = None

    def modify(self, name):
        if self.rows.find(name) is None:
            raise KeyError(name)
        self.rows.update(name)
        self.last = name


async def modify(service: Service, name):
    service.modify(name)  # error: 4
