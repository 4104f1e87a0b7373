import telethon.sync
from client import Client


def main():
    with Client("session", 1, "hash") as client:
        client.forward("hello", ["me"])


async def run():
    with Client("session", 1, "hash") as client:  # ASY204: 9
        await client.get_me()
