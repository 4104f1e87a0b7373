# source: https://huey.readthedocs.io/en/latest/api.html
class Result:
    @blocks("wait", when={"blocking": True})
    def get(self, blocking=False, *args, **kwargs): ...
