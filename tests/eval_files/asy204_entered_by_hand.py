import anyio


class TimeLimit:
    def __enter__(self):
        self._scope = anyio.CancelScope()
        self._scope.__enter__()
        return self

    def __exit__(self, *args):
        return self._scope.__exit__(*args)


async def forgotten():
    anyio.move_on_after(5)  # error: 4, statement="with", advice="write 'with'"
    await anyio.sleep(1)
