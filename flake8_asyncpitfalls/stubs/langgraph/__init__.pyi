# source: https://langchain-ai.github.io/langgraph/reference/
