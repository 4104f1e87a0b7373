# source: https://tqdm.github.io/docs/asyncio/
class tqdm_asyncio:
    @classmethod
    async def gather(cls, *fs, **kwargs): ...
