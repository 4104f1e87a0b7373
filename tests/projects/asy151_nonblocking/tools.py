import time


def pause():
    time.sleep(0)


class Clock:
    def wait(self):
        time.sleep(0)


def rest():
    pause()
