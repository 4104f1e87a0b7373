import time


def pause():
    time.sleep(1)


def rest():
    time.sleep(1)


def rest():
    return 1
