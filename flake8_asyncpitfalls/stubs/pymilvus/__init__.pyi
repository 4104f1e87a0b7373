# source: https://milvus.io/api-reference/pymilvus/v2.5.x/About.md
from pymilvus.milvus_client import AsyncMilvusClient, MilvusClient
from pymilvus.orm.collection import Collection
from pymilvus.orm.connections import connections
