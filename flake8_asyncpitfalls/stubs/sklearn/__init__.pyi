# source: https://scikit-learn.org/stable/api/index.html
__slow_import__ = "yes"
