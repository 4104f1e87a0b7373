# source: https://python.langchain.com/api_reference/core/retrievers.html
from langchain_core.runnables import Runnable

class BaseRetriever(Runnable): ...
