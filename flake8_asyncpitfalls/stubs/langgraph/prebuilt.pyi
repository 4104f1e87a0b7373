# source: https://langchain-ai.github.io/langgraph/reference/agents/
from langgraph.graph.state import CompiledStateGraph

def create_react_agent(*args, **kwargs) -> CompiledStateGraph: ...
