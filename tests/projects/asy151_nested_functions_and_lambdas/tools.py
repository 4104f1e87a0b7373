import time


def outer():
    def inner():
        time.sleep(1)

    inner()


def maker():
    def inner():
        time.sleep(1)

    return inner


def with_lambda():
    pause = lambda: time.sleep(1)
    pause()


def only_defines():
    def inner():
        time.sleep(1)

    pause = lambda: time.sleep(1)
    return inner, pause
