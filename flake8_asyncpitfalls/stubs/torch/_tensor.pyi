# source: https://docs.pytorch.org/docs/stable/tensors.html
class Tensor:
    @cpu_bound
    def backward(self, *args, **kwargs): ...
