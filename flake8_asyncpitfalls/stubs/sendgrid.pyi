# source: https://github.com/sendgrid/sendgrid-python
__plain_arguments__ = "yes"
class SendGridAPIClient:
    @blocks("service")
    def send(self, *args, **kwargs): ...
