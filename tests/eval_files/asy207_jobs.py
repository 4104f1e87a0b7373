"""Results of calls where a function is wanted: background tasks and jobs."""
# only: own

from aiohttp import web
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from starlette.background import BackgroundTask


async def work(): ...


async def main():
    AsyncIOScheduler().add_job(work(), "interval")  # error: 31
    AsyncIOScheduler().add_job(work, "interval")
    BackgroundTask(work)
    return BackgroundTask(work())  # error: 26


async def connect(app): ...


def create_app() -> web.Application:
    app = web.Application()
    app.on_startup.append(connect(app))  # error: 26
    app.on_startup.append(connect)
    app.on_shutdown.append(connect(app))  # error: 27
    return app
