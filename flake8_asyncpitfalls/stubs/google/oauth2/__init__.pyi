# source: https://googleapis.dev/python/google-auth/latest/reference/google.oauth2.credentials.html
