# source: https://magicstack.github.io/asyncpg/current/api/index.html
from asyncpg import Pool, _Acquired, create_pool
