# source: https://arq-docs.helpmanual.io/
from arq.connections import ArqRedis, create_pool
