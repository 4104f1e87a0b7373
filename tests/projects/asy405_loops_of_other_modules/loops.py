from app import Wallet, first_rows, handed_on


async def listen(wallet: Wallet):
    async for payment in wallet.payments():
        print(payment)


async def first_line(wallet: Wallet):
    async for line in wallet.lines():
        if line:
            return line


async def all_rows(pool):
    return [row async for row in handed_on(pool)]


async def first(pool):
    async for row in first_rows(  # ASY409: 21
        pool
    ):
        if row:
            break
