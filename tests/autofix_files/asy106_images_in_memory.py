"""To open an image reads its header: at once where the file is in memory, as what was uploaded is."""

import asyncio
import io

from fastapi import FastAPI, UploadFile
from PIL import Image

app = FastAPI()


@app.post("/one")
async def one(image: UploadFile) -> tuple[int, int]:
    return Image.open(image.file).size


@app.post("/many")
async def many(images: list[UploadFile]) -> int:
    return len([Image.open(image.file) for image in images])


async def of_bytes(data: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(data)).size


async def of_path(path: str) -> None:
    await asyncio.to_thread(Image.open, path)  # error: 4
