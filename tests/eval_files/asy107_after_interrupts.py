# only: own
"""Where Ctrl-C ends the work the task is cancelled already: a wait there would lose what is left to do."""

import shutil
import sys


async def build(make, folder):
    try:
        await make(folder)
    except KeyboardInterrupt:
        shutil.rmtree(folder)  # error: 8
        sys.exit(1)


async def build_all(make, folder):
    try:
        await make(folder)
    except (OSError, SystemExit):
        shutil.rmtree(folder)  # error: 8
        raise


async def build_again(make, folder):
    try:
        await make(folder)
    except OSError:
        shutil.rmtree(folder)  # error: 8
        sys.exit(1)
