# source: https://docs.scipy.org/doc/scipy/reference/
__slow_import__ = "yes"
