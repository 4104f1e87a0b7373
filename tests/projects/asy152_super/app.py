from base import Base


class Child(Base):
    def load(self):
        return super().load()

    def save(self):
        return super().save()


class Other(Base):
    def load(self):
        return 1


async def main(child: Child, other: Other):
    child.load()  # error: 4
    child.save()
    other.load()
