# source: https://magicstack.github.io/asyncpg/current/api/index.html
from asyncpg.connection import Connection, connect
from asyncpg.pool import Pool, create_pool
