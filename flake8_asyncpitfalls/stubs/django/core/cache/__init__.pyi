# source: https://docs.djangoproject.com/en/stable/topics/cache/
from django.core.cache.backends.base import BaseCache
cache: BaseCache

class _Caches:
    def __getitem__(self, alias) -> BaseCache: ...
caches: _Caches
