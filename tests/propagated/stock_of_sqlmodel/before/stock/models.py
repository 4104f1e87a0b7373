from sqlmodel import Field, SQLModel


class Batch(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    sku: str
    quantity: int
