# source: https://typesense.org/docs/latest/api/

class AsyncMultiSearch:
    async def perform(self, *args, **kwargs): ...
