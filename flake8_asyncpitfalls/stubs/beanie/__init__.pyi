# source: https://beanie-odm.dev/api-documentation/document/
from beanie.odm.documents import Document
from beanie.odm.queries.find import FindMany, FindOne
async def init_beanie(*args, **kwargs): ...
