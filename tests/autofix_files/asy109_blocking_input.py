import asyncio
import getpass
import pdb
import sys

import click


async def ask():
    name = await asyncio.to_thread(input, "Name: ")  # error: 11, call="input"
    secret = await asyncio.to_thread(getpass.getpass)  # error: 13, call="getpass.getpass"
    line = await asyncio.to_thread(sys.stdin.readline)  # error: 11, call="sys.stdin.readline"
    everything = await asyncio.to_thread(sys.stdin.read)  # error: 17, call="sys.stdin.read"
    await asyncio.to_thread(click.prompt, "Name")  # error: 4, call="click.prompt"
    await asyncio.to_thread(click.confirm, "Really?")  # error: 4, call="click.confirm"
    return name, secret, line, everything


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
