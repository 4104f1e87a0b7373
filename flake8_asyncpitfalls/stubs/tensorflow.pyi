# source: https://www.tensorflow.org/api_docs/python/tf
__slow_import__ = "yes"
