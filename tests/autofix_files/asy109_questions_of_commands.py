"""Ctrl-C ends no question that a thread asks: a command that does nothing else asks on the loop."""

import asyncio
import functools

import click


def coro(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return asyncio.run(function(*args, **kwargs))

    return wrapper


def with_wallet(function):
    @functools.wraps(function)
    async def wrapper(*args, **kwargs):
        print("opened")
        return await function(*args, **kwargs)

    return wrapper


def with_watch(function):
    async def wrapper(*args):
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(60))
            return await function(*args)  # ASY403: 12

    return wrapper


@click.group()
def cli():
    pass


@cli.command("pay")
@click.pass_context
@coro
@click.option("--yes")
@with_wallet
async def pay(ctx, yes):
    await choose()
    click.confirm("Really?", abort=True)  # error: 4, call="click.confirm"


async def choose():
    return input("Which? ")  # error: 11, call="input"


@cli.command("listen")
@coro
@with_watch
async def listen():
    """A decorator starts a task, which goes on meanwhile."""
    await asyncio.to_thread(click.confirm, "Really?", abort=True)  # error: 4, call="click.confirm"


def by_name(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        asyncio.run(function(*args, **kwargs))
        if function.__name__ == "drop":
            print("dropped")

    return wrapper


def by_name_and_kept(function):
    handlers.append(function)
    return by_name(function)


handlers = []


@cli.command("drop")
@click.pass_context
@by_name
async def drop(ctx):
    click.confirm("Really?", abort=True)  # error: 4, call="click.confirm"


@cli.command("keep")
@click.pass_context
@by_name_and_kept
async def keep(ctx):
    """Others may call what is kept; that anything runs beside them is not seen."""
    click.confirm("Really?", abort=True)  # error: 4, call="click.confirm"


async def answer():
    """Nobody is seen to call it."""
    return await asyncio.to_thread(input, "Name: ")  # error: 11, call="input"


async def serve():
    watch = asyncio.create_task(asyncio.sleep(60))
    print(await asyncio.to_thread(input, "Stop? "))  # error: 10, call="input"
    await watch


def main():
    asyncio.run(serve())
