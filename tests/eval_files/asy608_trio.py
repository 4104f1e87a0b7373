import signal

import trio


def stop(*_):
    print("stop")


async def main():
    signal.signal(signal.SIGTERM, stop)  # error: 4, advice="use trio.open_signal_receiver"
    await trio.sleep(1)


async def hands_on():
    token = trio.lowlevel.current_trio_token()
    scope = trio.CancelScope()

    def cancel(*_):
        token.run_sync_soon(scope.cancel)

    signal.signal(signal.SIGINT, cancel)
    with scope:
        await trio.sleep(1)
