"""Asks Twisted for a page, and asyncio for the rest."""

import asyncio

from twisted.web import client

asyncio.Lock()
client.Agent(None)
