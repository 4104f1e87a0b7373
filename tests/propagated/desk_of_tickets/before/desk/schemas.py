from pydantic import BaseModel, ConfigDict


class CustomerIn(BaseModel):
    email: str
    name: str


class CustomerOut(CustomerIn):
    model_config = ConfigDict(from_attributes=True)

    id: int
    is_active: bool


class TicketIn(BaseModel):
    title: str


class TicketOut(TicketIn):
    model_config = ConfigDict(from_attributes=True)

    id: int
    state: str
    customer_id: int


class Page(BaseModel):
    total: int
    items: list[TicketOut]
