import pdb

DEBUG = False


def inspect(state):
    if DEBUG:
        pdb.set_trace()
    return state


def stop_here():
    breakpoint()


def ask():
    return input("name? ")
