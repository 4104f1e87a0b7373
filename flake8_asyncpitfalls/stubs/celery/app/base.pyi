# source: https://docs.celeryq.dev/en/stable/reference/celery.html
from celery import Celery
