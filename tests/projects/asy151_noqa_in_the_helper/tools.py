import time


def start_up():
    time.sleep(1)  # noqa: ASY15


def other():
    time.sleep(1)  # noqa: ASY151


def bare():
    time.sleep(1)  # noqa


def wrong_code():
    time.sleep(1)  # noqa: ASY101


def pause():
    time.sleep(1)
