from settings import Settings

SETTINGS = Settings("app.toml")


async def main():
    print(SETTINGS.name)
    print(SETTINGS.text)  # error: 10
    return SETTINGS.lines  # error: 11
