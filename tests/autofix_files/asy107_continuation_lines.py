# only: own
import asyncio
import shutil
from pathlib import Path

DIR = Path("x")


async def main(a: str, b: str):
    await asyncio.to_thread(shutil.copy,
                            a + "/long",  # error: 4
                            b + "/long")
    await asyncio.to_thread(shutil.copy,
                            a + "/long"  # error: 4
                                + b,
                            b + "/long")
    await asyncio.to_thread(  # error: 4
        shutil.copy,
        a,
        b,
    )
    print((await asyncio.to_thread(shutil.copy,
                                   a,  # error: 10
                                   b))[1])
    await asyncio.to_thread(shutil.copy, a +  # error: 4
                b, a)
