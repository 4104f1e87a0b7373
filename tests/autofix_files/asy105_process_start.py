# only: own
import asyncio
import multiprocessing
import threading


def work():
    print("work")


async def main():
    def start_process():
        process = multiprocessing.Process(target=work)
        process.start()  # error: 4
        print(process.is_alive())

    await asyncio.to_thread(start_process)
    threading.Thread(target=work).start()
