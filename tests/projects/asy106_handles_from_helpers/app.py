from files import Config, root


async def main(config: Config):
    (root() / "a.txt").read_text()  # error: 4
    config.path.write_text("x")  # error: 4
    print(config.path.name, root().parent)
