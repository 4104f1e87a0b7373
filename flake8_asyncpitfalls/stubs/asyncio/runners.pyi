# source: https://docs.python.org/3/library/asyncio-runner.html
from asyncio import Runner, run
