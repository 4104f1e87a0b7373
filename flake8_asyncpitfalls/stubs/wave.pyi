# source: https://docs.python.org/3/library/wave.html
__plain_arguments__ = "yes"
@blocks("file", unless={"f": "type:io.BytesIO"})
def open(f, mode=None): ...
