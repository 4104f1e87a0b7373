# source: https://python-pptx.readthedocs.io/en/latest/api/presentation.html
class Presentation:
    @blocks("file", unless={"file": "type:io.BytesIO"})
    def save(self, file): ...
