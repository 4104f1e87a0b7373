# source: https://docs.python.org/3/library/tokenize.html
from io import TextIOWrapper

@blocks("file")
def open(filename) -> TextIOWrapper: ...
