import functools
import time


def pause(seconds):
    time.sleep(seconds)


short = functools.partial(pause, 0.1)
