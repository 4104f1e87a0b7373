# source: https://python.useinstructor.com/concepts/patching/
from openai import AsyncOpenAI, OpenAI

class _Completions:
    @blocks("service", instead="instructor.from_openai(AsyncOpenAI())")
    def create(self, *args, **kwargs): ...
    @blocks("service", instead="instructor.from_openai(AsyncOpenAI())")
    def create_with_completion(self, *args, **kwargs): ...

class _Chat:
    completions: _Completions

class Instructor:
    chat: _Chat
    messages: _Completions
    @blocks("service", instead="instructor.AsyncInstructor.create")
    def create(self, *args, **kwargs): ...
    @blocks("service", instead="instructor.AsyncInstructor.create_with_completion")
    def create_with_completion(self, *args, **kwargs): ...

class _AsyncCompletions:
    async def create(self, *args, **kwargs): ...
    async def create_with_completion(self, *args, **kwargs): ...

class _AsyncChat:
    completions: _AsyncCompletions

class AsyncInstructor:
    chat: _AsyncChat
    messages: _AsyncCompletions
    async def create(self, *args, **kwargs): ...
    async def create_with_completion(self, *args, **kwargs): ...
