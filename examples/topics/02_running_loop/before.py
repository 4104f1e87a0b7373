"""Look at the event loop."""

import asyncio

loop = asyncio.get_running_loop()  # ASY604: 7
print("running:", loop.is_running())
print("closed:", loop.is_closed())
