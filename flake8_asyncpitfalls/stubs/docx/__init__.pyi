# source: https://python-docx.readthedocs.io/en/latest/
from docx.document import Document as _Document

@blocks("file", when={"docx": ("type:builtins.str", "type:io.BufferedReader")})
def Document(docx=None) -> _Document: ...
