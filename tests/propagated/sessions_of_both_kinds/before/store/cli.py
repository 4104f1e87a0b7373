import click

from store.db import SessionLocal, get_db
from store.models import Item
from store.stocktaking import take_stock


@click.command()
def tidy():
    with SessionLocal() as db:
        click.echo(f"{take_stock(db)} gone")


@click.command()
def count():
    for db in get_db():
        click.echo(str(db.query(Item).count()))
