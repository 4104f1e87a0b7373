# source: https://docs.llamaindex.ai/en/stable/api_reference/chat_engines/
