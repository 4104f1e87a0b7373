# source: https://huggingface.co/docs/transformers/main_classes/pipelines
__slow_import__ = "yes"
class Pipeline:
    @cpu_bound
    def __call__(self, *args, **kwargs): ...

@blocks("file")
def pipeline(*args, **kwargs) -> Pipeline: ...

class AutoModel:
    @classmethod
    @blocks("file")
    def from_pretrained(cls, *args, **kwargs): ...

class AutoModelForCausalLM:
    @classmethod
    @blocks("file")
    def from_pretrained(cls, *args, **kwargs): ...

class AutoModelForSequenceClassification:
    @classmethod
    @blocks("file")
    def from_pretrained(cls, *args, **kwargs): ...

class AutoTokenizer:
    @classmethod
    @blocks("file")
    def from_pretrained(cls, *args, **kwargs): ...
