# source: https://docs.python.org/3/library/asyncio-queue.html
from asyncio import LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull, QueueShutDown
