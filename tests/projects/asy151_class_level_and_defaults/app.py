from tools import Config, use


async def main():
    use()
    print(Config.value)
    Config()
