# source: https://docs.python.org/3/library/asyncio-sync.html
from asyncio import Barrier, BoundedSemaphore, Condition, Event, Lock, Semaphore
