# only: own
from langchain_chroma import Chroma
from mem0 import AsyncMemory, Memory
from smbus2 import SMBus


async def search(store: Chroma, memory: Memory, own: AsyncMemory):
    store.similarity_search("a")  # error: 4
    await store.asimilarity_search("a")
    memory.search("a")  # error: 4
    await own.search("a")
    store.as_retriever()


async def sense():
    with SMBus(1) as bus:
        return bus
