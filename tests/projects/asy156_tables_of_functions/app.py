from pathlib import Path

from readers import Loader


async def main(loader: Loader, path: Path):
    loader.load("json", path)  # error: 4, advice="offload it with 'await asyncio.to_thread(loader.load, ...)'"


async def of_the_module(loader: Loader, path: Path):
    loader.load_of_module("txt", path)  # error: 4, advice="offload it with 'await asyncio.to_thread(loader.load_of_module, ...)'"


async def changed(loader: Loader, path: Path):
    # What others have put there may be for the loop.
    loader.load_changed("json", path)  # error: 4, advice="offload what blocks in it; what it calls back may belong to the event loop's thread"
    loader.load_changed_elsewhere("json", path)  # error: 4, advice="offload what blocks in it; what it calls back may belong to the event loop's thread"
