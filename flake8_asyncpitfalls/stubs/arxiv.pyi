# source: https://lukasschwab.me/arxiv.py/arxiv.html
from typing import Self

class _Results:
    def __iter__(self) -> Self: ...
    @blocks("http")
    def __next__(self) -> Result: ...

class Search: ...

class Client:
    def results(self, search, *args, **kwargs) -> _Results: ...

# The downloads are of the releases before 4.
class Result:
    title: str
    summary: str
    pdf_url: str
    entry_id: str
    @blocks("http")
    def download_pdf(self, *args, **kwargs): ...
    @blocks("http")
    def download_source(self, *args, **kwargs): ...
    def get_short_id(self) -> str: ...
