import os


def muted(work):
    with open(os.devnull, "w") as nothing:
        return work(nothing)


def logged(work):
    with open("log.txt", "w") as log:
        return work(log)


LOG_FILE = None
DEBUG = False


def note(text):
    if LOG_FILE:
        with open(LOG_FILE, "a") as log:
            log.write(text)


def dump(state, verbose=False):
    if verbose:
        with open("dump.txt", "w") as file:
            file.write(state)


def explain(state):
    if not DEBUG:
        return
    with open("explain.txt", "w") as file:
        file.write(state)


def save(state):
    if DEBUG:
        print(state)
    else:
        with open("state.txt", "w") as file:
            file.write(state)


def login(catalogue):
    if catalogue.logins:
        with open("logins.txt") as file:
            return file.read()
    return ""
