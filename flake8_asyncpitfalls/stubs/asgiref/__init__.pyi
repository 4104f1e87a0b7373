# source: https://docs.djangoproject.com/en/stable/topics/async/#async-adapter-functions
