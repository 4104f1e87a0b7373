# source: https://matplotlib.org/stable/api/
__slow_import__ = "yes"
