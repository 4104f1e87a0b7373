# source: https://github.com/long2ice/asyncmy#usage
from asyncmy.connection import Connection, connect
from asyncmy.pool import Pool, create_pool

__plain_arguments__ = "yes"
