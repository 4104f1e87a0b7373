SECRET_KEY = "x"
INSTALLED_APPS = ["tickets"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "file:tickets?mode=memory&cache=shared"}}
ROOT_URLCONF = "tickets.urls"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
ALLOWED_HOSTS = ["*"]
