# source: https://www.tornadoweb.org/en/stable/gen.html
from asyncio import Future

def sleep(duration) -> Future: ...
