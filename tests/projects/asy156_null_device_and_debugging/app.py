import os
from os import devnull

from quiet import dump, explain, logged, login, muted, note, save


async def main():
    muted(id)
    logged(id)  # error: 4
    open(os.devnull).close()
    open(devnull).close()


async def debugging(state, catalogue):
    note("text")
    dump(state)
    dump(state, verbose=state)
    dump(state, verbose=True)  # error: 4
    explain(state)
    save(state)  # error: 4
    login(catalogue)  # error: 4
