import signal

import trio


def stop(*_):
    print("stop")


async def main():
    signal.signal(signal.SIGTERM, stop)  # error: 4, advice="use trio.open_signal_receiver"
    await trio.sleep(1)
