# source: https://github.com/jsvine/pdfplumber
__plain_arguments__ = "yes"
@blocks("file", unless={"path_or_fp": "type:io.BytesIO"})
def open(path_or_fp, *args, **kwargs): ...
