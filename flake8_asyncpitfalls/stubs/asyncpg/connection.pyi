# source: https://magicstack.github.io/asyncpg/current/api/index.html
from asyncpg import Connection, connect
