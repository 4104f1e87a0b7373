# source: https://googleapis.github.io/google-cloud-python/latest/google-auth-oauthlib/
