from plain import waits as others
from tools.deep import waits
from tools.deep import nothing


async def main():
    waits.pause()  # error: 4
    others.pause()  # error: 4
    nothing.pause()
