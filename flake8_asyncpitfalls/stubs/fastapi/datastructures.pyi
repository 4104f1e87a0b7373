# source: https://fastapi.tiangolo.com/reference/uploadfile/
from starlette.datastructures import UploadFile
