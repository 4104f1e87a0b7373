import time

import b


def first(number):
    if number:
        return b.second(number - 1)
    time.sleep(1)
    return number


def alone(number):
    return alone(number - 1) if number else 0
