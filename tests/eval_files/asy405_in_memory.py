# only: own
import io


async def buffered(chunks):
    with io.StringIO() as buffer:
        async for chunk in chunks:
            buffer.write(chunk)
            yield buffer.getvalue()
    with io.BytesIO() as data:
        yield data
    with open("log") as log:
        yield log  # error: 8, block="open('log') as log"
