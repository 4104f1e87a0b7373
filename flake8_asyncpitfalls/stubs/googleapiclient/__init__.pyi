# source: https://googleapis.github.io/google-api-python-client/docs/
