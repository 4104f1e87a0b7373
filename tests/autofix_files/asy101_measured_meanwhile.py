"""What measures something while it sleeps is no mere sleep: it goes to a thread."""

import asyncio

import psutil


async def load():
    return await asyncio.to_thread(psutil.cpu_percent, interval=1)  # error: 11, call="psutil.cpu_percent"


async def load_since_last_time():
    return psutil.cpu_percent(interval=None)


async def load_of(process: psutil.Process):
    return await asyncio.to_thread(process.cpu_percent, 0.5)  # error: 11
