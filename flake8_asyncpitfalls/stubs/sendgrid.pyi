# source: https://github.com/sendgrid/sendgrid-python
class SendGridAPIClient:
    @blocks("service")
    def send(self, *args, **kwargs): ...
