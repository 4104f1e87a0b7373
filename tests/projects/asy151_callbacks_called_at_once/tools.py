import time


def slow_key(item):
    time.sleep(item)
    return item


def apply(function, value):
    return function(value)


def apply_keyword(value, *, function):
    return function(value)


def keep(function, value):
    return function, value


def twice(function, value):
    return apply(function, apply(function, value))
