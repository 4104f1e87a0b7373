# source: https://docs.together.ai/
from typing import Any, AsyncIterator, Generator, Self

__plain_arguments__ = "yes"

class _AsyncPage:
    def __await__(self) -> Generator[Any, Any, Any]: ...
    def __aiter__(self) -> AsyncIterator[Any]: ...

class _ChatCompletions:
    @blocks("service", instead="together.AsyncTogether")
    def create(self, *args, **kwargs): ...

class _Chat:
    completions: _ChatCompletions

class _Completions:
    @blocks("service", instead="together.AsyncTogether")
    def create(self, *args, **kwargs): ...

class _Embeddings:
    @blocks("service", instead="together.AsyncTogether")
    def create(self, *args, **kwargs): ...

class _Images:
    @blocks("service", instead="together.AsyncTogether")
    def generate(self, *args, **kwargs): ...

class _Files:
    @blocks("service", instead="together.AsyncTogether")
    def retrieve(self, id, *args, **kwargs): ...
    @blocks("service", instead="together.AsyncTogether")
    def list(self, *args, **kwargs): ...
    @blocks("service", instead="together.AsyncTogether")
    def delete(self, id, *args, **kwargs): ...

class _Models:
    @blocks("service", instead="together.AsyncTogether")
    def list(self, *args, **kwargs): ...

class _Rerank:
    @blocks("service", instead="together.AsyncTogether")
    def create(self, *args, **kwargs): ...

class Together:
    chat: _Chat
    completions: _Completions
    embeddings: _Embeddings
    images: _Images
    files: _Files
    models: _Models
    rerank: _Rerank
    def __enter__(self) -> Self: ...
    def close(self) -> None: ...
    def with_options(self, *args, **kwargs) -> Self: ...
    def copy(self, *args, **kwargs) -> Self: ...

class _AsyncChatCompletions:
    async def create(self, *args, **kwargs): ...

class _AsyncChat:
    completions: _AsyncChatCompletions

class _AsyncCompletions:
    async def create(self, *args, **kwargs): ...

class _AsyncEmbeddings:
    async def create(self, *args, **kwargs): ...

class _AsyncImages:
    async def generate(self, *args, **kwargs): ...

class _AsyncFiles:
    async def retrieve(self, id, *args, **kwargs): ...
    async def list(self, *args, **kwargs): ...
    async def delete(self, id, *args, **kwargs): ...

class _AsyncModels:
    def list(self, *args, **kwargs) -> _AsyncPage: ...

class _AsyncRerank:
    async def create(self, *args, **kwargs): ...

class AsyncTogether:
    chat: _AsyncChat
    completions: _AsyncCompletions
    embeddings: _AsyncEmbeddings
    images: _AsyncImages
    files: _AsyncFiles
    models: _AsyncModels
    rerank: _AsyncRerank
    async def __aenter__(self) -> Self: ...
    async def close(self) -> None: ...
    def with_options(self, *args, **kwargs) -> Self: ...
    def copy(self, *args, **kwargs) -> Self: ...
