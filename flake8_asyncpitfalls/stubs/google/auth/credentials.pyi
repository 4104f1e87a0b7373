# source: https://googleapis.dev/python/google-auth/latest/reference/google.auth.credentials.html
class Credentials:
    valid: bool
    expired: bool
    @blocks("http")
    def refresh(self, request): ...
    def apply(self, *args, **kwargs): ...
