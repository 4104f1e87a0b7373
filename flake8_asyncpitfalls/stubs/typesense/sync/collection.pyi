# source: https://typesense.org/docs/latest/api/
from typesense.sync.documents import Documents

class Collection:
    documents: Documents
    @blocks("database", twin="typesense.async_.collection.AsyncCollection.retrieve")
    def retrieve(self, *args, **kwargs): ...
    @blocks("database", twin="typesense.async_.collection.AsyncCollection.update")
    def update(self, *args, **kwargs): ...
    @blocks("database", twin="typesense.async_.collection.AsyncCollection.delete")
    def delete(self, *args, **kwargs): ...
