# source: https://typesense.org/docs/latest/api/
from typesense.async_.collections import AsyncCollections
from typesense.async_.multi_search import AsyncMultiSearch

class AsyncClient:
    collections: AsyncCollections
    multi_search: AsyncMultiSearch
    def __init__(self, *args, **kwargs): ...
