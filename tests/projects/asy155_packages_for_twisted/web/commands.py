import os


def dispatch(command):
    os.system(command)


async def loop(commands, answers):
    for command in commands:
        dispatch(command)  # error: 8, advice="offload it with 'await asyncio.to_thread(dispatch, ...)'"
        await answers.send()
