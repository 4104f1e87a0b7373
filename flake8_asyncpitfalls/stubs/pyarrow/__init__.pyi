# source: https://arrow.apache.org/docs/python/api.html
