import asyncio
import hashlib
import io
import zlib

import bcrypt
import passlib.hash
import torch
from passlib.hash import argon2, pbkdf2_sha256
from torch.nn import functional
from PIL import Image, ImageChops, ImageEnhance, ImageOps


async def passwords(password, salt):
    await asyncio.to_thread(bcrypt.hashpw, password, bcrypt.gensalt())  # error: 4, call="bcrypt.hashpw"
    await asyncio.to_thread(bcrypt.checkpw, password, salt)  # error: 4, call="bcrypt.checkpw"
    await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", password, salt, 600_000)  # error: 4, call="hashlib.pbkdf2_hmac"
    await asyncio.to_thread(hashlib.scrypt, password, salt=salt, n=2**14, r=8, p=1)  # error: 4, call="hashlib.scrypt"
    hashlib.sha256(password).hexdigest()


async def compression(data):
    return await asyncio.to_thread(zlib.compress, data)  # error: 11, call="zlib.compress"


async def ranges():
    sum(range(10_000_000))  # error: 4, call="sum()"
    await asyncio.to_thread(sum, (i * i for i in range(10**7)))  # error: 4, call="sum()"
    max(map(abs, range(-(10**6), 10**6)))  # error: 4, call="max()"
    sorted(range(1000 * 1000), reverse=True)  # error: 4, call="sorted()"
    list(enumerate(range(int(1e6))))  # error: 4, call="list()"
    await asyncio.to_thread(sum, (a * b for a in range(2000) for b in range(2000)))  # error: 4, call="sum()"
    squares = [i * i for i in range(1 << 20)]  # error: 14, call="this comprehension"
    table = {i: i for i in range(2_000_000)}  # error: 12, call="this comprehension"
    for number in range(3_000_000):  # error: 18, call="this loop"
        print(number)
    return squares, table


async def short_or_unknown(count):
    sum(range(999_999))
    sum(range(count))
    sum(range(0, 10**7, 1000))
    sum(range(10**7, 0))
    lazily = (i for i in range(10**7))
    endless = range(10**9)
    any(i > 3 for i in range(10**7))
    for number in range(10**7):
        await asyncio.sleep(0)
    for number in range(10**7):
        if number > count:
            break
    [await asyncio.sleep(i) for i in range(10**7)]
    return lazily, endless


async def shadowed(range, sum):
    sum(range(10**7))
    [i for i in range(10**7)]


async def asynchronous(password, salt):
    await asyncio.to_thread(bcrypt.hashpw, password, salt)
    await asyncio.to_thread(sum, range(10**7))


def synchronous():
    return sum(range(10**7))


async def hashes_by_name(password, stored):
    await asyncio.to_thread(passlib.hash.bcrypt.hash, password)  # error: 4
    await asyncio.to_thread(pbkdf2_sha256.verify, password, stored)  # error: 4
    await asyncio.to_thread(argon2.using(rounds=4).hash, password)  # error: 4
    pbkdf2_sha256.identify(stored)
    passlib.hash.hex_md5.hash(password)


async def pictures(data, size, canvas: Image.Image):
    def alpha_composite_canvas():
        opened = Image.open(io.BytesIO(data))
        plain = opened.convert("RGB")  # error: 12, call="PIL.ImageFile.ImageFile.convert"
        plain.convert("L")
        canvas.convert("RGBA")
        Image.new("RGBA", size).convert("RGB")
        canvas.resize(size)  # error: 4, call="PIL.Image.Image.resize"
        ImageChops.soft_light(plain, canvas)  # error: 4, call="PIL.ImageChops.soft_light"
        ImageChops.difference(plain, canvas)
        ImageOps.fit(canvas, size)  # error: 4, call="PIL.ImageOps.fit"
        ImageOps.mirror(canvas)
        ImageEnhance.Contrast(canvas).enhance(1.5)  # error: 4, call="PIL.ImageEnhance.Contrast.enhance"
        return Image.alpha_composite(canvas, plain)  # error: 11, call="PIL.Image.alpha_composite"

    return await asyncio.to_thread(alpha_composite_canvas)


async def learning(network, given, wanted):
    loss = torch.nn.CrossEntropyLoss()(network(given), wanted)
    await asyncio.to_thread(loss.backward)  # error: 4
    await asyncio.to_thread(functional.mse_loss(given, wanted).backward)  # error: 4
    network(given).backward()
