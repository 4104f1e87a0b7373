"""A default of a nested function is worked out by the function around it."""

import asyncio
import time


class Reader:
    async def read(self):
        if self.last:

            def first(pause=time.sleep(1)):  # error: 28
                return pause

            first()
        time.sleep(2)  # error: 8
        self.last = 2
        await asyncio.sleep(1)

        def again(pause=time.sleep(3)):  # error: 24
            return self.last, pause

        self.last = again()
