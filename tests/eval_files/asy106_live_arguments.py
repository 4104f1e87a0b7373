"""What the loop goes on changing is not read in a thread."""
import asyncio

import faiss
import numpy as np


class Store:
    def __init__(self, path, index, fixed):
        self.path = path
        self.index = index
        self.fixed = fixed
        self.fixed.prepare(path)
        self.lock = asyncio.Lock()

    def add(self, vector):
        self.index.add(vector)
        return self.fixed.look(vector)

    async def save(self):
        faiss.write_index(self.index, self.path)  # error: 8

    async def save_fixed(self):
        faiss.write_index(self.fixed, self.path)  # error: 8

    async def save_locked(self):
        async with self.lock:
            faiss.write_index(self.index, self.path)  # error: 12

    async def save_own(self, vectors):
        index = faiss.IndexFlatL2(8)
        index.add(vectors)
        faiss.write_index(index, self.path)  # error: 8


class Rows:
    def __init__(self):
        self.rows = []
        self.head = ["a", "b"]
        self.kept = []
        self.lock = asyncio.Lock()

    def take(self, row):
        self.rows.append(row)

    async def take_alone(self, row):
        async with self.lock:
            self.kept.append(row)

    async def save(self, path):
        np.save(path, self.rows)  # error: 8
        await asyncio.sleep(1)
        np.save(path, self.head)  # error: 8
        await asyncio.sleep(1)
        np.save(path, self.kept)  # error: 8
        async with self.lock:
            np.save(path, self.rows)  # error: 12
            await asyncio.sleep(1)
            np.save(path, self.kept)  # error: 12
