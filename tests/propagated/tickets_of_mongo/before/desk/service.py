from desk.tickets import repository


def file(title):
    tickets = repository()
    return tickets.create({"_id": title.lower(), "title": title, "state": "open"})


def overview():
    tickets = repository()
    return {"open": len(tickets.open()), "titles": tickets.titles(), **tickets.counts()}
