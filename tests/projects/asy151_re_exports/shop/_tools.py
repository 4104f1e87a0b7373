import time


def pause():
    time.sleep(1)


class Clock:
    def wait(self):
        pause()
