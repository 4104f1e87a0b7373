# only: own
import multiprocessing
import threading


def work():
    print("work")


async def main():
    process = multiprocessing.Process(target=work)
    process.start()  # error: 4
    print(process.is_alive())
    threading.Thread(target=work).start()
