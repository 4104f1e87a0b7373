# source: https://huey.readthedocs.io/en/latest/api.html
from huey.api import Result
