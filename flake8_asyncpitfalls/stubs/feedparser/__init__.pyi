# source: https://feedparser.readthedocs.io/en/latest/introduction/
# parse() takes a URL or a text, and nothing in the call tells which: it computes for long either way.
__plain_arguments__ = "yes"
@cpu_bound
def parse(*args, **kwargs): ...
