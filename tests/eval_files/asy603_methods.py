# only: own
"""What a method runs may hold what belongs to the loop that is there: it stays on that loop."""

import asyncio


class Downloader:
    def __init__(self, session):
        self.session = session

    async def run(self):
        return await self.session.get("/")

    def fetch(self):
        return asyncio.get_event_loop().run_until_complete(self.run())  # error: 15
