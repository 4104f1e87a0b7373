"""A startable task that is started the wrong way while entering."""

import trio


async def listen(*, task_status=trio.TASK_STATUS_IGNORED):
    task_status.started()
    await trio.sleep_forever()


class Server:
    async def __aenter__(self):
        self._manager = trio.open_nursery()
        nursery = await self._manager.__aenter__()
        nursery.start_soon(listen)  # found: here
        nursery.start_soon(trio.serve_tcp, print, 80)  # found: here, flake8-async
        return self

    async def __aexit__(self, *error):
        return await self._manager.__aexit__(*error)
