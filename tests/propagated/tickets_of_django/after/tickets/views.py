from django.http import HttpRequest, JsonResponse

from tickets import repository, services


async def submit(request: HttpRequest) -> JsonResponse:
    ticket = await services.submit(request.POST["title"])
    return JsonResponse({"id": ticket.pk})


async def close(request: HttpRequest, key: int) -> JsonResponse:
    try:
        ticket = await services.close(key)
    except services.NotFound:
        return JsonResponse({}, status=404)
    return JsonResponse({"open": ticket.is_open})


async def assign(request: HttpRequest, key: int) -> JsonResponse:
    known = await repository.has_agent(request.POST["agent"])
    what = await services.assign(key, request.POST["agent"])
    return JsonResponse({"agent": what, "known": known})


async def summary(request: HttpRequest) -> JsonResponse:
    return JsonResponse(await services.summary())


async def drop(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"dropped": await services.drop_closed()})
