from tools import in_thread, pause, slow, start


async def main():
    await pause()
    await slow()
    await in_thread()
    await start()
