"""A library that is no longer maintained."""

import httpx  # found: here, flake8-async
import aioredis  # found: here
import aiohttp
