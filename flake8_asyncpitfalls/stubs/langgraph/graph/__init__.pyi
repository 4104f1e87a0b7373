# source: https://langchain-ai.github.io/langgraph/reference/graphs/
from langgraph.graph.state import StateGraph
