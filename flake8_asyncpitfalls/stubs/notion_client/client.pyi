# source: https://ramnes.github.io/notion-sdk-py/reference/client/
from notion_client import AsyncClient, Client
