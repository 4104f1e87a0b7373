from tools import nap, rest


async def main():
    nap()  # error: 4
    rest(3)  # error: 4
