"""A group whose parts are plain groups."""


class Failures(ExceptionGroup):  # found: here, flake8-async
    pass


class Good(ExceptionGroup):
    def derive(self, excs):
        return Good(self.message, excs)
