# source: https://python-client.qdrant.tech/
from qdrant_client import QdrantClient
