# source: https://python-docx.readthedocs.io/en/latest/api/document.html
class Document:
    @blocks("file", unless={"path_or_stream": "type:io.BytesIO"})
    def save(self, path_or_stream): ...
