# only: own
import asyncio

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from starlette.middleware.base import BaseHTTPMiddleware

app = FastAPI()


@app.post("/answer")
async def answer(job):
    try:
        return await job.run()
    except asyncio.CancelledError:
        return JSONResponse({"error": "aborted"}, status_code=499)


class Aborting(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        try:
            return await call_next(request)
        except asyncio.CancelledError:
            if request.url.path == "/":
                return JSONResponse({}, status_code=200)
            return JSONResponse({}, status_code=499)


async def some_value(job):
    try:
        return await job.run()
    except asyncio.CancelledError:  # error: 4
        return {"error": "aborted"}


async def one_answer_of_two(job):
    try:
        return await job.run()
    except asyncio.CancelledError:  # error: 4
        if job.is_quiet:
            return None
        return JSONResponse({}, status_code=499)


async def answers_everything(job):
    try:
        return await job.run()
    except BaseException:  # error: 4
        return JSONResponse({}, status_code=500)
