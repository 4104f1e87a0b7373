import time
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

pool = ThreadPoolExecutor()


def pause():
    time.sleep(1)


def start():
    Thread(target=pause).start()


def submit():
    return pool.submit(pause)


def spawn():
    worker = Thread(target=lambda: pause())
    worker.start()
    return worker
