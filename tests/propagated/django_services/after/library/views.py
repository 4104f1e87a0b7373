from django.http import HttpRequest, JsonResponse

from library.services import BookService, LoanService, NotAvailable

service = BookService()


async def books(request: HttpRequest) -> JsonResponse:
    if request.method == "POST":
        book = await service.add(request.POST["title"], int(request.POST["copies"]))
        return JsonResponse({"pk": book.pk, "copies": book.copies}, status=201)
    return JsonResponse({"titles": await service.titles(), "stock": await service.stock()})


async def book(request: HttpRequest, pk: int) -> JsonResponse:
    found = await service.find(pk)
    if found is None:
        return JsonResponse({}, status=404)
    return JsonResponse({"title": found.title})


async def lend(request: HttpRequest, pk: int) -> JsonResponse:
    try:
        loan = await LoanService(service).lend(pk, request.POST["reader"])
    except NotAvailable:
        return JsonResponse({}, status=409)
    return JsonResponse({"loan": loan})
