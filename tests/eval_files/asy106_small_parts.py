# only: own
"""Threads for what is installed with the code, or for one of several like writes, which nobody would write."""
import os
from pathlib import Path

from aiohttp import web


# Installed with the code, and no larger.
async def script(page):
    path = os.path.join(os.path.dirname(__file__), "script.js")
    with open(path) as file:  # ASY106: 9
        text = file.read()  # ASY106: 15
    await page.evaluate(text)


async def shown(page):
    await script(page)


# Served to many.
async def template(request: web.Request):
    return web.Response(text=Path(__file__).with_name("page.html").read_text())  # ASY106: 29


async def script_of_user(page, folder):
    path = os.path.join(folder, "script.js")
    with open(path) as file:  # ASY106: 9
        text = file.read()  # ASY106: 15
    await page.evaluate(text)


# The first stays for the second, and the third for the first.
async def keeps_parts(message, work):
    with open("/tmp/last.eml", "wb") as file:  # ASY106: 9
        file.write(message.content)  # ASY106: 8
    for part in message.walk():
        if part.is_text:
            with open("/tmp/last.txt", "wb") as file:  # ASY106: 17
                file.write(part.payload)  # ASY106: 16
                work(file)
        else:
            with open("/tmp/last.html", "wb") as file:  # ASY106: 17
                file.write(part.payload)  # ASY106: 16


async def keeps_message(message):
    with open("/tmp/alone.eml", "wb") as file:  # ASY106: 9
        file.write(message.content)  # ASY106: 8


HANDLERS = [shown, template, script_of_user, keeps_parts, keeps_message]
