# source: https://docs.python.org/3/library/fcntl.html
@file_lock
@blocks("wait", unless={"operation": ("name:fcntl.LOCK_NB", "name:fcntl.LOCK_UN")})
def flock(fd, operation, /) -> None: ...
@file_lock
@blocks("wait", unless={"cmd": ("name:fcntl.LOCK_NB", "name:fcntl.LOCK_UN")})
def lockf(fd, cmd, len=0, start=0, whence=0, /) -> None: ...
