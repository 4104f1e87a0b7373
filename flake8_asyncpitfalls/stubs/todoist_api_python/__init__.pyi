# source: https://doist.github.io/todoist-api-python/
