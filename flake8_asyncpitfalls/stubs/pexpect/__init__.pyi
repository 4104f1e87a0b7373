# source: https://pexpect.readthedocs.io/en/stable/api/index.html
from pexpect.pty_spawn import spawn

@blocks("subprocess", instead="asyncio.create_subprocess_exec")
def run(*args, **kwargs): ...
