# source: https://docs.python.org/3/library/logging.handlers.html
from logging import FileHandler, Handler

class BaseRotatingHandler(FileHandler): ...

class RotatingFileHandler(BaseRotatingHandler):
    @blocks("file", unless={"delay": True})
    def __init__(self, filename, mode="a", maxBytes=0, backupCount=0, encoding=None, delay=False, errors=None) -> None: ...

class TimedRotatingFileHandler(BaseRotatingHandler):
    @blocks("file", unless={"delay": True})
    def __init__(self, filename, when="h", interval=1, backupCount=0, encoding=None, delay=False, utc=False, atTime=None, errors=None) -> None: ...

class WatchedFileHandler(FileHandler):
    @blocks("file", unless={"delay": True})
    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None) -> None: ...

class QueueHandler(Handler):
    def __init__(self, queue) -> None: ...

class MemoryHandler(Handler):
    def __init__(self, capacity, flushLevel=40, target=None, flushOnClose=True) -> None: ...
