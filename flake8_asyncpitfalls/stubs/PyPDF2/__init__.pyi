# source: https://pypdf2.readthedocs.io/en/stable/
__plain_arguments__ = "yes"
class PdfReader:
    @blocks("file", unless={"stream": "type:io.BytesIO"})
    def __init__(self, stream, *args, **kwargs): ...

class PdfWriter:
    @blocks("file", unless={"stream": "type:io.BytesIO"})
    def write(self, stream): ...
