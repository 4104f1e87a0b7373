from tools import pause


async def main():
    pause()
