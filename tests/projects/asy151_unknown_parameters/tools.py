import time


class Clock:
    def wait(self):
        time.sleep(1)


def wait_for(clock):
    clock.wait()


def call(function):
    function()
