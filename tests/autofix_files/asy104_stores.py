# only: own
import asyncio

from langchain_chroma import Chroma
from mem0 import AsyncMemory, Memory
from smbus2 import SMBus


async def search(store: Chroma, memory: Memory, own: AsyncMemory):
    await store.asimilarity_search("a")  # error: 4
    await store.asimilarity_search("a")
    await asyncio.to_thread(memory.search, "a")  # error: 4
    await own.search("a")
    store.as_retriever()


async def sense():
    with SMBus(1) as bus:
        return bus
