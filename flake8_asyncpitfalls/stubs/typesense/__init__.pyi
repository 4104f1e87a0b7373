# source: https://typesense.org/docs/latest/api/
from typesense.sync.client import Client
from typesense.async_.client import AsyncClient
