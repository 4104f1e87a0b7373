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


@atexit.register
async def leave(): ...  # error: 0


@callback
async def changed(event): ...  # error: 0, caller="callback", callback="changed"


@callback
def plain_change(event): ...
