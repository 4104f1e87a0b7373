# source: https://pymupdf.readthedocs.io/en/latest/document.html
from pymupdf import Document, open

__plain_arguments__ = "yes"
