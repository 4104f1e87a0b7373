# source: https://github.com/facetoe/zenpy
# Every endpoint asks Zendesk when it is called, and again for each page that is gone over.
from typing import Iterator

class _Pages:
    @blocks("http")
    def __iter__(self) -> Iterator: ...
    @blocks("http")
    def __len__(self) -> int: ...
    @blocks("http")
    def __getitem__(self, item): ...

@methods_block("http")
class _Endpoint:
    @blocks("http")
    def __call__(self, *args, **kwargs) -> _Pages: ...

class Zenpy:
    @blocks("http")
    def search(self, *args, **kwargs) -> _Pages: ...
    def __getattr__(self, name) -> _Endpoint: ...
