# source: https://librosa.org/doc/latest/core.html
__slow_import__ = "yes"
@blocks("file")
def load(*args, **kwargs): ...
