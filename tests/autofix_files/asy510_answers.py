# only: own
import asyncio

from aiohttp import web
from fastapi import FastAPI, HTTPException

app = FastAPI()


class Aborted(HTTPException):
    pass


class NotAnswered(Exception):
    pass


@app.post("/answer")
async def answer(job):
    try:
        return await job.run()
    except asyncio.CancelledError:
        raise HTTPException(status_code=499, detail="aborted")


@app.post("/own")
async def answer_of_an_own_class(job):
    try:
        return await job.run()
    except asyncio.CancelledError:
        raise Aborted(409)


async def answer_by_the_class(request):
    try:
        return await request.app.run()
    except asyncio.CancelledError:
        raise web.HTTPConflict


@app.post("/other")
async def no_answer(job):
    try:
        return await job.run()
    except asyncio.CancelledError:
        raise NotAnswered("aborted")  # error: 8, error="NotAnswered"


@app.post("/all")
async def answer_to_everything(job):
    try:
        return await job.run()
    except Exception as error:
        raise HTTPException(500) from error  # error: 8, error="HTTPException"
