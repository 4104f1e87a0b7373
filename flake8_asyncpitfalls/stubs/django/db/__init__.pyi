# source: https://docs.djangoproject.com/en/stable/topics/db/sql/
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
connection: BaseDatabaseWrapper
def reset_queries(*args, **kwargs): ...
@blocks("database", offload="never")
def close_old_connections(*args, **kwargs): ...
