"""Opening a descriptor."""

import os


async def read(descriptor):
    with os.fdopen(descriptor) as file:  # found: flake8-async
        file.read()  # found: here
