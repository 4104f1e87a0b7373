# only: own
# settings: {"target_version": "3.9"}
import trio


async def fetch(url, timeout):  # error: 21, limit="'trio.fail_after(...)'"
    with trio.fail_after(timeout):
        await trio.sleep(url)
