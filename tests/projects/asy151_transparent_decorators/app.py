from tools import nap, pause, quick, rest


async def main():
    pause()  # error: 4
    nap()  # error: 4
    rest()  # error: 4
    quick()  # error: 4
