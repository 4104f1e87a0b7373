# source: https://ramnes.github.io/notion-sdk-py/
from notion_client.client import AsyncClient, Client
