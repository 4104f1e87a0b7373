"""What pauses only after something has failed is a lesser reason than what runs every time."""

import json
import time
from asyncio import Queue


def read_again(path):
    for attempt in range(10):
        try:
            with open(path) as file:
                found = json.load(file)
            if found is None:
                time.sleep(attempt * 0.1)
                continue
            return found
        except ValueError:
            time.sleep(attempt * 0.1)


def wait_for_it(job):
    while not job.is_done:
        if job.is_late:
            time.sleep(5)
            continue
        job.look()


def wait_by_turns(job):
    for turn in range(10):
        if job.is_late:
            time.sleep(turn)
        job.look()


def try_again(job):
    try:
        return job.look()
    except OSError:
        pause()
        return job.look()


def try_and_wait(job):
    try:
        return job.look()
    except OSError:
        time.sleep(5)
    pause()


def pause():
    time.sleep(3)


class Server:
    def __init__(self):
        self.jobs = Queue()

    async def serve(self, path):
        while True:
            job = await self.jobs.get()
            read_again(path)  # error: 12  # ASY156: 12
            wait_for_it(job)  # error: 12
            wait_by_turns(job)  # error: 12
            try_again(job)  # error: 12
            try_and_wait(job)  # error: 12


HANDLERS = [
    Server.serve,
]
