# source: https://www.encode.io/databases/
from databases.core import Database
