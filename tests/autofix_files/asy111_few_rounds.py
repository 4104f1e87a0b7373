"""Rounds of a key derivation that a literal says are few."""

import asyncio
import hashlib

ROUNDS = 2048
MANY = 600_000


def derive(password, rounds=2048):
    return hashlib.pbkdf2_hmac("sha256", password, b"salt", rounds)


async def keys(password, rounds):
    few = hashlib.pbkdf2_hmac("sha256", password, b"salt", 2048)
    named = hashlib.pbkdf2_hmac("sha512", password, b"salt", iterations=ROUNDS)
    many = await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", password, b"salt", 600_000)  # ASY111: 11
    more = await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", password, b"salt", MANY)  # ASY111: 11
    unknown = await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", password, b"salt", rounds)  # ASY111: 14
    return few, named, many, more, unknown, await asyncio.to_thread(derive, password, rounds)  # ASY161: 44
