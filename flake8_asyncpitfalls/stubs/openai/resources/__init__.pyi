# source: https://github.com/openai/openai-python
