"""Results of calls where a function is wanted: background tasks and jobs."""
# only: own

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from starlette.background import BackgroundTask


async def work(): ...


async def main():
    AsyncIOScheduler().add_job(work(), "interval")  # error: 31
    AsyncIOScheduler().add_job(work, "interval")
    BackgroundTask(work)
    return BackgroundTask(work())  # error: 26
