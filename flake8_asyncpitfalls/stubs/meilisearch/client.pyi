# source: https://www.meilisearch.com/docs/reference/api/overview
from meilisearch import Client
