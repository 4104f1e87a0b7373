# source: https://apscheduler.readthedocs.io/en/3.x/modules/schedulers/background.html
from apscheduler.schedulers.base import BaseScheduler

class BackgroundScheduler(BaseScheduler):
    def start(self, *args, **kwargs): ...
    @blocks("wait")
    def shutdown(self, *args, **kwargs): ...
