from tools import *


def rest():
    pause()
