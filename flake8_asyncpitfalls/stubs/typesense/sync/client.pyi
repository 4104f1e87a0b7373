# source: https://typesense.org/docs/latest/api/
from typesense.sync.collections import Collections
from typesense.sync.multi_search import MultiSearch

class Client:
    collections: Collections
    multi_search: MultiSearch
    def __init__(self, *args, **kwargs): ...
