# source: https://learn.microsoft.com/en-us/python/api/overview/azure/storage
