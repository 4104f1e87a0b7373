# source: https://docs.stripe.com/api/customer_portal
@holds_nothing
class Session:
    @classmethod
    @blocks("service", twin="stripe.billing_portal.Session.create_async")
    def create(cls, *args, **kwargs) -> Session: ...
    @classmethod
    async def create_async(cls, *args, **kwargs): ...
