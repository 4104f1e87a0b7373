from django.http import HttpRequest, JsonResponse

from tickets import repository, services


async def submit(request: HttpRequest) -> JsonResponse:
    ticket = services.submit(request.POST["title"])
    return JsonResponse({"id": ticket.pk})


async def close(request: HttpRequest, key: int) -> JsonResponse:
    try:
        ticket = services.close(key)
    except services.NotFound:
        return JsonResponse({}, status=404)
    return JsonResponse({"open": ticket.is_open})


async def assign(request: HttpRequest, key: int) -> JsonResponse:
    known = repository.has_agent(request.POST["agent"])
    what = services.assign(key, request.POST["agent"])
    return JsonResponse({"agent": what, "known": known})


async def summary(request: HttpRequest) -> JsonResponse:
    return JsonResponse(services.summary())


async def drop(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"dropped": services.drop_closed()})
