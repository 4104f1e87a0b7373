import time


class Base:
    def run(self):
        self.step()

    def step(self):
        time.sleep(1)
