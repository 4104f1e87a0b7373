# source: https://python.langchain.com/api_reference/community/
