"""PDFium must not be called from two threads: what works with it stays where others call it."""

import hashlib

import pypdfium2 as pdfium


def load(data: bytes):
    doc = pdfium.PdfDocument(data)
    return [page.get_size() for page in doc], doc


def digests(pages, doc):
    found = [hashlib.scrypt(str(page).encode(), salt=b"s", n=2, r=8, p=1) for page in pages]
    doc.close()
    return found


def digests_of_file(data: bytes):
    with_pages = pdfium.PdfDocument(data)
    return hashlib.scrypt(data, salt=b"s", n=len(with_pages), r=8, p=1)


def digests_alone(data: bytes):
    return hashlib.scrypt(data, salt=b"s", n=2, r=8, p=1)


async def analyze(data: bytes, model):
    pages, doc = load(data)
    results = await model.extract(pages)
    found = digests(pages, doc)  # error: 12
    return results, found


async def analyze_file(data: bytes):
    return digests_of_file(data)  # error: 11


async def analyze_alone(data: bytes):
    return digests_alone(data)  # error: 11
