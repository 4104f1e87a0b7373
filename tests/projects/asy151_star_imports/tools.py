import time

__all__ = ["pause"]


def pause():
    time.sleep(1)


def _hidden():
    time.sleep(1)
