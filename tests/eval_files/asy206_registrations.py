# only: own
import asyncio

import click
import schedule
import typer
from celery import Celery, shared_task
from click import pass_context

app = typer.Typer()
queue = Celery("jobs")


async def work(): ...


def plain(): ...


def runs(function):
    def inner(*args):
        asyncio.run(function(*args))

    return inner


schedule.every(5).minutes.do(work)  # error: 29, caller="schedule.every(5).minutes.do", callback="work"
schedule.every().day.at("10:30").do(lambda: work())  # error: 36
schedule.every(5).minutes.do(plain)
schedule.every(5).minutes.do(runs(work))


@schedule.repeat(schedule.every().hour)
async def hourly(): ...  # error: 0


@click.group()
def cli(): ...


@click.group()
async def group_of_coroutine(): ...  # error: 0


@click.command()
@click.option("--count", default=1)
async def main(count): ...  # error: 0, callback="main"


@cli.command("go")
@click.argument("name")
async def go(name): ...  # error: 0


@cli.command
@runs
async def wrapped(): ...


@cli.command()
@runs
@click.option("--count")
async def wrapped_too(count): ...


@cli.command()
@pass_context
async def by_something_unknown(context): ...


@cli.command()
def plain_command(): ...


@app.command()
async def typed(): ...  # error: 0


@app.callback()
def prepared(): ...


@app.command()
@runs
async def typed_and_run(): ...


class AsyncTyper(typer.Typer):
    def command(self, *args, **kwargs):
        def decorate(function):
            return super(AsyncTyper, self).command(*args, **kwargs)(runs(function))

        return decorate


own = AsyncTyper()


@own.command()
async def awaited_by_our_own(): ...


@queue.task
async def first_task(): ...  # error: 0


@queue.task(bind=True)
async def second_task(self): ...  # error: 0


@shared_task
async def third_task(): ...  # error: 0


@shared_task
def plain_task(): ...


def each(rows, visit):
    for row in rows:
        visit(row)


def each_if(rows, visit=None):
    for row in rows:
        if visit is not None:
            visit(row)


def results(rows, visit):
    return [visit(row) for row in rows]


async def either(rows, visit):
    for row in rows:
        if asyncio.iscoroutinefunction(visit):
            await visit(row)
        else:
            visit(row)


def keeps(rows, visit):
    rows.append(visit)
    visit(1)


async def save(row): ...


async def use():
    each([1], save)  # error: 14, caller="each", callback="save"
    each([1], visit=lambda row: save(row))  # error: 20
    each_if([1], save)  # error: 17
    each([1], lambda row: asyncio.ensure_future(save(row)))
    each([1], print)
    await asyncio.gather(*results([1], save))
    await either([1], save)
    keeps([1], save)
