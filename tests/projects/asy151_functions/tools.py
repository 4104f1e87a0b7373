import time


def nap():
    time.sleep(1)


def rest(seconds):
    for _ in range(seconds):
        nap()
