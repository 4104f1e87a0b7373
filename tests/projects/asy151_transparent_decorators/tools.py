import functools
import time
from typing import no_type_check


@no_type_check
def pause():
    time.sleep(1)


def traced(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print(function)
        return function(*args, **kwargs)

    return wrapper


@traced
def nap():
    time.sleep(1)


def registered(function):
    print(function)
    return function


@registered
def rest():
    time.sleep(1)


def slowed(function):
    def wrapper():
        time.sleep(1)
        return function()

    return wrapper


@slowed
def quick():
    return 1
