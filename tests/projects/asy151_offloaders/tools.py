import time


def in_thread(function, *args):
    return function(*args)


class Pool:
    def run(self, function):
        function()


def pause():
    time.sleep(1)
