# only: ASY104, ASY154
"""A client that is not thread-safe goes to a thread where it is made, or where all take turns."""

import asyncio

import paramiko

SFTP = paramiko.SFTPClient.from_transport(paramiko.Transport("host"))


class Kept:
    def __init__(self, client: paramiko.SSHClient):
        self.client = client
        self.sftp = client.open_sftp()

    def remove(self, path):
        self.sftp.remove(path)

    async def by_method(self, path):
        self.remove(path)  # error: 8

    async def by_itself(self, path):
        self.sftp.remove(path)  # ASY104: 8

    async def made_for_it(self, path):
        await asyncio.to_thread(self.upload, path)  # error: 8

    def upload(self, path):
        sftp = self.client.open_sftp()
        sftp.put(path, path)
        sftp.close()


class InTurns:
    def __init__(self, client: paramiko.SSHClient):
        self.lock = asyncio.Lock()
        self.sftp = client.open_sftp()

    async def remove(self, path):
        async with self.lock:
            await asyncio.to_thread(self.sftp.remove, path)  # ASY104: 12

    async def rename(self, old, new):
        async with self.lock:
            await asyncio.to_thread(self.sftp.rename, old, new)  # ASY104: 12


class HalfInTurns:
    def __init__(self, client: paramiko.SSHClient):
        self.lock = asyncio.Lock()
        self.sftp = client.open_sftp()

    async def remove(self, path):
        async with self.lock:
            self.sftp.remove(path)  # ASY104: 12

    async def rename(self, old, new):
        self.sftp.rename(old, new)  # ASY104: 8


async def of_the_module(path):
    SFTP.remove(path)  # ASY104: 4


async def lent(sftp: paramiko.SFTPClient, path):
    sftp.remove(path)  # ASY104: 4


async def own(transport: paramiko.Transport, path):
    sftp = paramiko.SFTPClient.from_transport(transport)
    await asyncio.to_thread(sftp.remove, path)  # ASY104: 4
