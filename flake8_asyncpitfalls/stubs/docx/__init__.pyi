# source: https://python-docx.readthedocs.io/en/latest/
from docx.document import Document as _Document

__plain_arguments__ = "yes"

@blocks("file", unless={"docx": (None, "type:io.BytesIO")})
def Document(docx=None) -> _Document: ...
