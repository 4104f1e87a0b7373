# source: https://apscheduler.readthedocs.io/en/3.x/modules/schedulers/blocking.html
from apscheduler.schedulers.base import BaseScheduler

class BlockingScheduler(BaseScheduler):
    @blocks("wait", instead="apscheduler.schedulers.asyncio.AsyncIOScheduler")
    def start(self, *args, **kwargs): ...
    def shutdown(self, *args, **kwargs): ...
