from aiohttp import web

from allocation import services, unit_of_work

routes = web.RouteTableDef()


@routes.post("/batches")
async def add_batch(request: web.Request) -> web.Response:
    given = await request.json()
    uow = unit_of_work.SqlAlchemyUnitOfWork()
    services.add_batch(given["reference"], given["sku"], given["quantity"], uow)
    return web.json_response({"reference": given["reference"]}, status=201)


@routes.post("/allocate")
async def allocate(request: web.Request) -> web.Response:
    given = await request.json()
    try:
        reference = services.allocate(
            given["sku"], given["quantity"], unit_of_work.SqlAlchemyUnitOfWork()
        )
    except services.OutOfStock:
        return web.json_response({"error": "out of stock"}, status=409)
    return web.json_response({"reference": reference})


def make_app() -> web.Application:
    app = web.Application()
    app.add_routes(routes)
    return app
