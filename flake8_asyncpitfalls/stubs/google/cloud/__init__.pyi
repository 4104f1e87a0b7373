# source: https://cloud.google.com/python/docs/reference
