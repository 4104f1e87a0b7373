from more import *


async def main():
    pause()  # error: 4
    rest()  # error: 4
