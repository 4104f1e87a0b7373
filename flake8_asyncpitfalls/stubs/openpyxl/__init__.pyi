# source: https://openpyxl.readthedocs.io/en/stable/
from openpyxl.workbook import Workbook

@blocks("file", unless={"filename": "type:io.BytesIO"})
def load_workbook(filename, *args, **kwargs) -> Workbook: ...
