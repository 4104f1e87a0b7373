# source: https://docs.djangoproject.com/en/stable/topics/db/managers/
from django.db.models.base import Model
from django.db.models.query import QuerySet, RawQuerySet, _BlockingIterator
from django.db.models import Manager

class BaseManager:
    def get_queryset(self, *args, **kwargs) -> QuerySet: ...
    def db_manager(self, *args, **kwargs): ...
