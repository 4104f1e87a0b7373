import aiohttp


class Pool:
    def __init__(self, connector: aiohttp.BaseConnector, session: aiohttp.ClientSession):
        self.connector = connector
        self.session = session

    def close(self):
        self.connector.close()
        self.session.close()  # error: 8


async def end(pool: Pool):
    await pool.connector.close()
