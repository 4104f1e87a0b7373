# only: own
import shutil
from pathlib import Path

DIR = Path("x")


async def main(a: str, b: str):
    shutil.copy(a + "/long",  # error: 4
                b + "/long")
    shutil.copy(a + "/long"  # error: 4
                    + b,
                b + "/long")
    shutil.copy(  # error: 4
        a,
        b,
    )
    print(shutil.copy(a,  # error: 10
                      b)[1])
    shutil.copy(a +  # error: 4
                b, a)
