import os


def dispatch(command):
    os.system(command)


async def loop(commands, answers):
    for command in commands:
        dispatch(command)  # error: 8, advice="offload it with 'await threads.deferToThread(dispatch, ...)'"
        await answers.send()
