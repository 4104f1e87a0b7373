"""``request.user`` of Django, which asks the database when it is first looked into."""
# only: own

from asgiref.sync import sync_to_async
from django.http import HttpRequest


async def profile(request: HttpRequest):
    if not request.user.is_authenticated:  # error: 11
        return None
    return request.user.username


async def awaited(request: HttpRequest):
    user = await request.auser()
    return user.is_authenticated


async def offloaded(request: HttpRequest):
    return await sync_to_async(lambda: request.user.is_authenticated)()
