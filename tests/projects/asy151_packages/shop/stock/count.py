import time


def count():
    time.sleep(1)
