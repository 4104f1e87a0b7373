import asyncio
import getpass
import pdb
import sys

import click


async def ask():
    name = await asyncio.to_thread(input, "Name: ")  # error: 11, call="input"
    return name


async def ask_in_secret():
    return await asyncio.to_thread(getpass.getpass)  # error: 11, call="getpass.getpass"


async def read_line():
    return await asyncio.to_thread(sys.stdin.readline)  # error: 11, call="sys.stdin.readline"


async def read_all():
    return await asyncio.to_thread(sys.stdin.read)  # error: 11, call="sys.stdin.read"


async def prompt():
    await asyncio.to_thread(click.prompt, "Name")  # error: 4, call="click.prompt"


async def confirm():
    await asyncio.to_thread(click.confirm, "Really?")  # error: 4, call="click.confirm"


async def debug():
    breakpoint()  # error: 4, call="breakpoint"
    pdb.set_trace()  # error: 4, call="pdb.set_trace"


async def harmless(input):
    input("Name: ")
    sys.stdout.write("x")
    click.echo("x")
    getpass.getuser()


async def asynchronous():
    await asyncio.to_thread(input, "Name: ")


def synchronous():
    return input("Name: ")
