# source: https://docs.djangoproject.com/en/stable/ref/models/instances/
from django.db.models import Model
