# source: https://beanie-odm.dev/api-documentation/document/
from beanie import Document
