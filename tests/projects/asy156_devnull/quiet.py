import os


def muted(work):
    with open(os.devnull, "w") as nothing:
        return work(nothing)


def logged(work):
    with open("log.txt", "w") as log:
        return work(log)
