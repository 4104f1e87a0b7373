# source: https://python-client.qdrant.tech/
from qdrant_client.async_qdrant_client import AsyncQdrantClient
from qdrant_client.qdrant_client import QdrantClient
