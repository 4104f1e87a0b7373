"""A key that is asked for and then entered: no thread may come between the two."""

import asyncio
import hashlib

sessions = {}


class Users:
    def __init__(self):
        self.users = {}
        self.guarded = {}
        self.lock = asyncio.Lock()

    async def create(self, name, password):
        if name in self.users:
            raise ValueError(name)
        digest = hashlib.pbkdf2_hmac("sha256", password, b"salt", 100_000)  # error: 17
        self.users[name] = digest

    async def create_inside(self, name, password):
        if name not in self.users and password:
            digest = hashlib.pbkdf2_hmac("sha256", password, b"salt", 100_000)  # error: 21
            self.users[name] = digest

    async def create_locked(self, name, password):
        async with self.lock:
            if name in self.guarded:
                raise ValueError(name)
            digest = await asyncio.to_thread(
                hashlib.pbkdf2_hmac, "sha256", password, b"salt", 100_000
            )  # error: 21
            self.guarded[name] = digest

    async def create_after_a_wait(self, name, password):
        """Another may come between the two as it is."""
        if name in self.users:
            raise ValueError(name)
        await asyncio.sleep(1)
        digest = await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", password, b"salt", 100_000)  # error: 17
        self.users[name] = digest

    async def login(self, name, password, is_new):
        if is_new:
            if name in self.users:
                raise ValueError(name)
        else:
            digest = await asyncio.to_thread(
                hashlib.pbkdf2_hmac, "sha256", password, b"salt", 100_000
            )  # error: 21
            if digest != self.users[name]:
                raise ValueError(name)
        self.users[name] = password

    async def change(self, name, password):
        """The key is there already."""
        if name not in self.users:
            raise ValueError(name)
        digest = await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", password, b"salt", 100_000)  # error: 17
        self.users[name] = digest

    async def create_and_go_on(self, name, password):
        if name in self.users:
            raise ValueError(name)
        digest = hashlib.pbkdf2_hmac("sha256", password, b"salt", 100_000)  # error: 17
        self.users[name] = digest
        await asyncio.sleep(1)
        self.users[name] = password

    async def other(self, name, password):
        if name in self.users:
            raise ValueError(name)
        return await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", password, b"salt", 100_000)  # error: 15


async def enter(name, password):
    if name in sessions:
        return
    sessions[name] = hashlib.pbkdf2_hmac("sha256", password, b"salt", 100_000)  # error: 21


async def enter_here(name, password):
    found = {}
    if name in found:
        return
    found[name] = await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", password, b"salt", 100_000)  # error: 18
