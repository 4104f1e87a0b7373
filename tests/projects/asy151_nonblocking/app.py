from tools import Clock, pause, rest


async def main(clock: Clock):
    pause()
    rest()
    clock.wait()
