from checks import ask, inspect, stop_here


async def main(state):
    inspect(state)
    stop_here()
    ask()  # error: 4
    breakpoint()  # ASY109: 4
