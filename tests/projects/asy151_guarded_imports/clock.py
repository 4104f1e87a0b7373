import time


class Clock:
    def wait(self):
        time.sleep(1)
