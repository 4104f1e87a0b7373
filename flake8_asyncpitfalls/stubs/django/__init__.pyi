# source: https://docs.djangoproject.com/en/stable/ref/applications/
__plain_arguments__ = "yes"

def setup(*args, **kwargs): ...
