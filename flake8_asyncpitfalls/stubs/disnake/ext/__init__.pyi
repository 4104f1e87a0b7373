# source: https://docs.disnake.dev/en/stable/api/index.html
