# source: https://huggingface.co/docs/smolagents/en/tutorials/async_agent
class MultiStepAgent:
    @blocks("service", instead="asyncio.to_thread")
    def run(self, *args, **kwargs): ...

class CodeAgent(MultiStepAgent):
    def __init__(self, *args, **kwargs): ...

class ToolCallingAgent(MultiStepAgent):
    def __init__(self, *args, **kwargs): ...
