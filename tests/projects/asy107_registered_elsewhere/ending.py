import atexit

from folders import say


def end():
    class Ending:
        def end(self):
            say("the end")

    Ending().end()


atexit.register(end)
