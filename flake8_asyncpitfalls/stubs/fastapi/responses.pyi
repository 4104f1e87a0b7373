# source: https://fastapi.tiangolo.com/reference/responses/
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
