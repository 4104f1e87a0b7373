# source: https://googleapis.github.io/google-api-python-client/docs/
class HttpRequest:
    @blocks("http")
    def execute(self, *args, **kwargs): ...
    @blocks("http")
    def next_chunk(self, *args, **kwargs): ...

class MediaIoBaseDownload:
    @blocks("http")
    def next_chunk(self, *args, **kwargs): ...
