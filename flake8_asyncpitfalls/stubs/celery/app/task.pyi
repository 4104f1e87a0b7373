# source: https://docs.celeryq.dev/en/stable/reference/celery.app.task.html
from celery import Task
