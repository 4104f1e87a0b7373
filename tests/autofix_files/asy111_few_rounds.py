"""Rounds of a key derivation that a literal says are few."""

import asyncio
import hashlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

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


async def made_with_few(secret, rounds):
    kdf = PBKDF2HMAC(hashes.SHA1(), 32, b"salt", 5)
    named = PBKDF2HMAC(algorithm=hashes.SHA1(), length=32, salt=b"salt", iterations=ROUNDS)
    many = PBKDF2HMAC(hashes.SHA256(), 32, b"salt", 600_000)
    unknown = PBKDF2HMAC(hashes.SHA256(), 32, b"salt", rounds)
    long = await asyncio.to_thread(many.derive, secret)  # ASY111: 11
    told_elsewhere = await asyncio.to_thread(unknown.derive, secret)  # ASY111: 21
    return kdf.derive(secret), named.derive(secret), long, told_elsewhere
