# source: https://nonebot.dev/docs/api/plugin/
from nonebot import (
    on, on_command, on_endswith, on_fullmatch, on_keyword, on_message, on_metaevent, on_notice,
    on_regex, on_request, on_shell_command, on_startswith, on_type,
)
