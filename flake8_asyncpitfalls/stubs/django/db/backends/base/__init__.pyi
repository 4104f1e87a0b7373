# source: https://docs.djangoproject.com/en/stable/ref/models/querysets/
