# source: https://github.com/long2ice/asynch#usage
from asynch.connection import Connection
from asynch.cursors import Cursor, DictCursor
from asynch.pool import Pool

__plain_arguments__ = "yes"
def connect(*args, **kwargs): ...
