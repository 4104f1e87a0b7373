from .. import pause


def rest():
    pause()
