# source: https://pymupdf.readthedocs.io/en/latest/document.html
from pymupdf import Document, open
