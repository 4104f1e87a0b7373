class Client:
    def __init__(self, on_message=None):
        self.on_message = on_message
        self.on_close = None
        self.on_open = None

    def listen(self):
        while True:
            if self.on_message:
                self.on_message("x")
            if self.on_close:
                self.on_close()

    def open(self):
        self.on_open()
