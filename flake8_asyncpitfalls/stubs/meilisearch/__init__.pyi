# source: https://www.meilisearch.com/docs/reference/api/overview
from meilisearch.client import Client
