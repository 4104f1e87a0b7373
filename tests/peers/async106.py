"""Names imported out of an async library."""

from trio import sleep  # found: here, flake8-async
from asyncio import gather  # found: here, flake8-async
import trio as t  # found: here, flake8-async
import anyio
