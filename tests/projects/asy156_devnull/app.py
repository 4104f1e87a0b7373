import os
from os import devnull

from quiet import logged, muted


async def main():
    muted(id)
    logged(id)  # error: 4
    open(os.devnull).close()
    open(devnull).close()
