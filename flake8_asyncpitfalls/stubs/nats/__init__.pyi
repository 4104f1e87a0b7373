# source: https://nats-io.github.io/nats.py/
from nats.aio.client import Client as NATS

__plain_arguments__ = "yes"

@must_close("close", "drain")
async def connect(*args, **kwargs) -> NATS: ...
