# source: https://docs.python.org/3/library/cmd.html
class Cmd:
    @blocks("input", offload="never")
    def cmdloop(self, intro=None) -> None: ...
