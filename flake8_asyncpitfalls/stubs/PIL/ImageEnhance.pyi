# source: https://pillow.readthedocs.io/en/stable/reference/ImageEnhance.html
from PIL.Image import Image

class _Enhance:
    @cpu_bound
    def enhance(self, factor) -> Image: ...

class Color(_Enhance):
    def __init__(self, image): ...

class Contrast(_Enhance):
    def __init__(self, image): ...

class Brightness(_Enhance):
    def __init__(self, image): ...

class Sharpness(_Enhance):
    def __init__(self, image): ...
