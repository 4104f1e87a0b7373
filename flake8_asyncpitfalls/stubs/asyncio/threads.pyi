# source: https://docs.python.org/3/library/asyncio-task.html
from asyncio import to_thread
