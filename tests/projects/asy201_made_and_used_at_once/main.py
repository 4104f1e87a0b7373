from engine import Engine, Panel


def main():
    Panel(Engine()).run()
