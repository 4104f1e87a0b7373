"""What is given on is gone over by somebody else, in a thread perhaps."""

import requests
from starlette.responses import StreamingResponse


async def hand_on(response: requests.Response):
    return StreamingResponse(response.iter_content(1024))


async def hand_on_by_name(response: requests.Response):
    return StreamingResponse(content=response.iter_lines())


async def give_back(response: requests.Response):
    return response.iter_lines()


async def go_over(response: requests.Response):
    for line in response.iter_lines():  # error: 16
        print(line)
    return b"".join(response.iter_content(1024))  # error: 20


async def gather_them(response: requests.Response):
    return list(response.iter_lines())  # error: 16
