"""The shape of a file of vectors."""


def case(name, reason, given, want):
    """One case: what goes in, what must come out, and why it is there."""
    return {"name": name, "reason": reason, "in": given, "want": want}


def subject(name, cases, given=None):
    """One file. `given` is what every case takes besides its own `in`."""
    made = {"subject": name, "format": 1}
    if given is not None:
        made["given"] = given
    return made | {"cases": cases}
