import time

import elsewhere


@elsewhere.background
def pause():
    time.sleep(1)
