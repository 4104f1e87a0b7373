# source: https://docs.python.org/3/library/asyncio-stream.html
from asyncio import (
    StreamReader,
    StreamReaderProtocol,
    StreamWriter,
    open_connection,
    open_unix_connection,
    start_server,
    start_unix_server,
)
