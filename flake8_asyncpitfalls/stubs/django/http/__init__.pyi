# source: https://docs.djangoproject.com/en/stable/ref/request-response/
from typing import Any

# request.user is looked up in the database when it is first used, mostly by one of these two.
class _LazyUser:
    @property
    @blocks("database", twin="django.http.HttpRequest.auser")
    def is_authenticated(self) -> bool: ...
    @property
    @blocks("database", twin="django.http.HttpRequest.auser")
    def is_anonymous(self) -> bool: ...
    is_staff: bool
    is_superuser: bool
    username: str
    email: str
    def __getattr__(self, name) -> Any: ...

class HttpRequest:
    user: _LazyUser
    method: str
    path: str
    body: bytes
    async def auser(self): ...
    def build_absolute_uri(self, location=None) -> str: ...
    def get_host(self) -> str: ...

class HttpResponse:
    status_code: int
    def __init__(self, content=b"", *args, **kwargs): ...

class JsonResponse(HttpResponse):
    def __init__(self, data, *args, **kwargs): ...
