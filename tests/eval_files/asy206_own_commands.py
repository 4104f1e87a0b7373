# only: own
"""Commands of a class of their own may await what they call."""

import atexit

import click
from homeassistant.core import callback


class AsyncGroup(click.Group): ...


@click.group(cls=AsyncGroup)
def cli(): ...


@cli.command()
async def awaited(): ...


@atexit.register  # error: 1
async def leave(): ...


@callback  # error: 1, caller="callback", callback="changed"
async def changed(event): ...


@callback
def plain_change(event): ...
