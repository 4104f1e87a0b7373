# source: https://docs.celeryq.dev/en/stable/reference/index.html
from celery.app.base import Celery
from celery.app.task import Task
