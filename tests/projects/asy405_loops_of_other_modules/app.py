from abc import ABC, abstractmethod


class Wallet(ABC):
    @abstractmethod
    async def payments(self):
        yield

    async def lines(self):
        yield ""


class Bark(Wallet):
    def __init__(self, client):
        self.client = client

    async def payments(self):
        async with self.client.stream("u") as stream:
            async for line in stream:
                yield line

    async def lines(self):
        async with self.client.stream("u") as stream:
            async for line in stream:
                yield line  # error: 16


class Other:
    def __init__(self, client, wallet: Wallet):
        self.client = client
        self.wallet = wallet

    async def payments(self):
        async with self.client.session() as session:
            async for payment in self.wallet.payments():
                yield payment, session  # error: 16


async def rows(pool):
    async with pool.acquire() as connection:
        async for row in connection.rows():
            yield row


async def handed_on(pool):
    async for row in rows(pool):
        yield row


async def first_rows(pool):
    async with pool.acquire() as connection:
        async for row in connection.rows():
            yield row


async def nobody_goes_over(pool):
    async with pool.acquire() as connection:
        async for row in connection.rows():
            yield row  # error: 12
