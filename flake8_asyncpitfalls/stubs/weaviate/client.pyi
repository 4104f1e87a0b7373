# source: https://weaviate-python-client.readthedocs.io/en/stable/
from weaviate import WeaviateAsyncClient, WeaviateClient
