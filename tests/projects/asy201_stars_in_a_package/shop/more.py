__all__ = ["Told", "added"]


def added(): ...


async def Told(): ...


async def untold(): ...
