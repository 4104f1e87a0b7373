import time


class Clock:
    def wait(self):
        time.sleep(1)


class Quick:
    def wait(self):
        return 1


def wait_for(clock):
    clock.wait()
