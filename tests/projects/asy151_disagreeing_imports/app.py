try:
    from fast import pause
except ImportError:
    from slow import pause


async def main():
    pause()
