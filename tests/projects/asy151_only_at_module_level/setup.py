import time


def prepare():
    time.sleep(1)
