# only: own
import asyncio
import multiprocessing
import threading


def work():
    print("work")


async def main():
    def main_in_thread():
        process = multiprocessing.Process(target=work)
        process.start()  # error: 4
        print(process.is_alive())

    await asyncio.to_thread(main_in_thread)
    threading.Thread(target=work).start()
