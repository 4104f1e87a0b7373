# only: own
"""Lists of a service that ask for their pages when they are gone over."""

import asyncio

from azure.storage.blob import BlobServiceClient


class Loader:
    def __init__(self, connection: str):
        client = BlobServiceClient.from_connection_string(connection)
        self.container = client.get_container_client("x")

    async def load(self):
        blobs = await asyncio.to_thread(list, self.container.list_blobs())  # error: 16
        return [blob.name for blob in blobs]

    async def names(self):
        return [blob.name for blob in await asyncio.to_thread(list, self.container.list_blobs())]  # error: 38

    async def pages(self):
        blobs = self.container.list_blobs()  # error: 16
        return blobs.by_page()
