from tools import Clock, Quick, wait_for


async def main(clock: Clock, quick: Quick):
    wait_for(clock)  # error: 4
    wait_for(Clock())  # error: 4
    wait_for(quick)
