# source: https://github.com/long2ice/asynch#usage
from asynch.connection import Connection
from asynch.cursors import Cursor, DictCursor
from asynch.pool import Pool
def connect(*args, **kwargs): ...
