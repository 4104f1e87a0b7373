# source: https://learn.microsoft.com/en-us/python/api/overview/azure/
__plain_arguments__ = "yes"
