import time

from tools import pause


def rest():
    time.sleep(1)


async def main():
    pause()
    rest()  # error: 4
