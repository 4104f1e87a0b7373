from tools import call, wait_for


async def main(clock, function):
    wait_for(clock)
    call(function)
    clock.wait()
