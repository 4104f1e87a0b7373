# only: own
import asyncio
import smtplib
import time

import fastapi
from fastapi import BackgroundTasks, FastAPI
from starlette.background import BackgroundTask

app = FastAPI()


async def dozes(to):
    time.sleep(1)


async def blocks_and_waits(to):
    await asyncio.sleep(1)
    deliver(to)


def deliver(to):
    smtplib.SMTP("localhost").sendmail("me", to, "text")


async def waits(to):
    await asyncio.sleep(1)


def in_a_thread(to):
    time.sleep(1)


@app.post("/orders")
async def order(tasks: BackgroundTasks):
    tasks.add_task(dozes, "ada")  # error: 4, function="dozes", blocked="time.sleep", line="14", advice="make it a plain 'def', which runs in a thread"
    tasks.add_task(blocks_and_waits, "ada")  # error: 4, advice="offload that call"
    tasks.add_task(waits, "ada")
    tasks.add_task(in_a_thread, "ada")
    tasks.add_task(lambda: None)
    return BackgroundTask(dozes, "ada")  # error: 11


@app.put("/orders")
def change(tasks: fastapi.BackgroundTasks):
    tasks.add_task(dozes, "grace")  # error: 4


def unknown(tasks):
    tasks.add_task(dozes, "ada")
