# source: https://docs.telethon.dev/en/stable/
