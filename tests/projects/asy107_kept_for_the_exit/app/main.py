import asyncio
import atexit
from app.jobs import Jobs, flush

jobs = Jobs()
atexit.register(jobs.close)


def last():
    asyncio.run(flush("a"))


atexit.register(last)
