# only: own
import asyncio
import json
import logging
import time

from app.auth import limiter
from app.service import ReportService, build_report, get_settings
from fastapi import APIRouter, BackgroundTasks, Depends, FastAPI, HTTPException, WebSocket
from fastapi.responses import JSONResponse
from starlette.applications import Starlette
from starlette.routing import Route

app = FastAPI()
router = APIRouter()
service = ReportService()


@router.get("/report")
def report(day: str):  # error: 0, function="report", call="build_report"
    return build_report(day)


@app.post("/later")
def later(day: str, tasks: BackgroundTasks):  # error: 0
    tasks.add_task(print, day)
    return {"report": service.render_report(day)}


def collect(day: str):
    return [build_report(day)]


@app.put("/collected")
def collected(day: str):  # error: 0, call="collect"
    try:
        return collect(day)
    except ValueError as error:
        raise HTTPException(422) from error


def current_report(day: str):  # error: 0
    return build_report(day)


@app.get("/current")
def current(report=Depends(current_report)):
    return report


def plain_route(request):  # error: 0
    return JSONResponse(build_report(request.query_params["day"]))


starlette = Starlette(routes=[Route("/plain", plain_route)])


@app.get("/sync")
def in_a_thread(day: str):
    return build_report(day)


@app.get("/awaits")
async def awaits(day: str):
    await asyncio.sleep(0)
    return build_report(day)


@app.get("/streams")
async def streams(day: str):
    async for part in service.parts(day):
        return build_report(part)


@app.get("/cheap")
async def cheap(day: str):
    logging.info("cheap %s", json.dumps({"day": day.strip()}))
    if not day:
        raise HTTPException(404)
    return {"settings": get_settings(), "length": len(day)}


@app.get("/reported")
async def reported(day: str):
    await asyncio.sleep(1)
    return build_report(day)


@app.get("/loop")
async def needs_the_loop(day: str):
    service.task = asyncio.create_task(service.rebuild(day))
    return build_report(day)


@app.websocket("/socket")
async def socket(websocket: WebSocket):
    build_report("today")


@app.get("/called")
async def called(day: str):
    return build_report(day)


async def calls(day: str):
    return await called(day)


@app.get("/decorated")
@limiter.limit("5/minute")
async def decorated(day: str):
    return build_report(day)


async def no_endpoint(day: str):
    return build_report(day)


@app.get("/small")
async def small(day: str):
    return service.build_url(day)


@app.get("/vague")
async def vague(day: str):
    return service.run(day)


def collect_all(day: str):
    return collect(day)


@app.get("/far")
async def far_away(day: str):
    return collect_all(day)
