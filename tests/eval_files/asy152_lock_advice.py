# only: own
"""One lock around whole requests would let each wait for all others: what is written needs it alone."""

import json
from pathlib import Path

import requests

TOKENS = Path("tokens.json")


def fetch(url):
    token = json.loads(TOKENS.read_text())
    reply = requests.get(url, headers=token)
    TOKENS.write_text(json.dumps(dict(reply.headers)))
    return reply.text


def count():
    known = json.loads(TOKENS.read_text())
    TOKENS.write_text(json.dumps({"count": known["count"] + 1}))


async def main(url):
    count()
    return fetch(url)  # error: 11, advice="make it asynchronous, with a lock around what it writes alone"
