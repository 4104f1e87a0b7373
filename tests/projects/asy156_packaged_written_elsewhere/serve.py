import asyncio

from save import save
from state import load
from texts import load_text


async def handle(reader, writer):
    save("x")  # error: 4
    # What another module writes does change.
    writer.write(load().encode())  # error: 17, advice="offload it with 'await asyncio.to_thread(load, ...)'"
    writer.write(load_text().encode())  # error: 17, advice="keep its result with 'functools.cache': what it reads never changes"


async def main():
    server = await asyncio.start_server(handle, "localhost", 8080)
    await server.serve_forever()


asyncio.run(main())
