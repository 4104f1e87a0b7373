# source: https://pillow.readthedocs.io/en/stable/reference/ImageFile.html
from PIL.Image import Image

class ImageFile(Image):
    @cpu_bound
    def convert(self, *args, **kwargs) -> Image: ...
