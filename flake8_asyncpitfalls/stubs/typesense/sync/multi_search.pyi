# source: https://typesense.org/docs/latest/api/

class MultiSearch:
    @blocks("database", twin="typesense.async_.multi_search.AsyncMultiSearch.perform")
    def perform(self, *args, **kwargs): ...
