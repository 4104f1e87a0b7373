# source: https://cloud.google.com/python/docs/reference
__plain_arguments__ = "yes"
