from tools import Clock


async def main():
    Clock.wait()  # error: 4
    clock = Clock.make()  # error: 12
    clock.wait()  # error: 4
    Clock.quick()
