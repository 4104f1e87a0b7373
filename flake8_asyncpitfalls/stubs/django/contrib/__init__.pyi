# source: https://docs.djangoproject.com/en/stable/ref/contrib/auth/
