# source: https://googleapis.dev/python/google-auth/latest/reference/google.auth.transport.requests.html
