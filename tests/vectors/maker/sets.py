"""docs/receipts.md: one call over several purposes. Every one is tried, and what was done is told in any case."""

from .case import case, subject
from .receipts import POLICY

ALL = ["usage", "advice", "crashes", "ads"]
OPENS = {"usage": "given", "crashes": "given", "ads": "given", "advice": "informed"}
NOBODY = "unknown_purpose"


class Device:
    """Which purposes are open, and which of them have run out."""

    def __init__(self, on, days):
        self.open = [name for name in ALL if name in on]
        self.out = [name for name in self.open if name == "usage" and days > 365]
        self.done, self.failed = [], []

    def close(self, name, always):
        """A receipt for what was asked, and for what had run out besides."""
        besides = [one for one in self.out if one != name]
        for one in ([name] if always or name in self.open else []) + besides:
            self.done.append(one)
            self.open = [other for other in self.open if other != one]
            self.out = [other for other in self.out if other != one]

    def each(self, names, act):
        for name in names:
            if name in ALL:
                act(name)
            else:
                self.failed.append([name, NOBODY])

    def turn_on(self, names):
        def act(name):
            self.done.append(name)
            if name not in self.open:
                self.open = [one for one in ALL if one in self.open or one == name]
            self.out = [one for one in self.out if one != name]
        self.each(names, act)

    def turn_off(self, names):
        self.each(names, lambda name: self.close(name, True))

    def choose(self, names, state):
        if state == "given":
            self.failed = [[name, "not_a_choice" if name in ALL else NOBODY] for name in names]
            return

        def act(name):
            if state == "informed" and name == "advice":
                self.open = [one for one in ALL if one in self.open or one == name]
            else:
                self.close(name, False)
        self.each(names, act)

    def limit(self, limiter, names, allows):
        may = ["usage", "ads"] if limiter == "organisation" else ALL

        def act(name):
            if not allows and name in may:
                self.close(name, False)
        if names is not None:
            self.each(names, act)
        elif not allows:
            closing = [name for name in self.open if name in may]
            self.done += closing
            self.open = [name for name in self.open if name not in closing]

    def expire(self):
        for name in list(self.out):
            self.close(name, True)


CASES = [
    ("off_two", "both are off, each with a receipt", ["usage", "crashes"], ["turn_off", ["usage", "crashes"]]),
    ("off_order", "receipts stand in the order that was asked", ["usage", "crashes"], ["turn_off", ["crashes", "usage"]]),
    ("off_unknown_first", "one that nobody knows keeps none of the others on", ["usage", "crashes"],
     ["turn_off", ["nobody", "usage", "crashes"]]),
    ("off_unknown_between", "nor does one in between", ["usage", "crashes"], ["turn_off", ["usage", "nobody", "crashes"]]),
    ("off_unknown_last", "nor does the last one lose a receipt", ["usage", "crashes"],
     ["turn_off", ["usage", "crashes", "nobody"]]),
    ("off_two_unknown", "each that failed is told", ["usage"], ["turn_off", ["nobody", "usage", "no one"]]),
    ("off_none", "no purpose is none to answer for", ["usage"], ["turn_off", []]),
    ("off_closed", "off without a yes before is a receipt too", [], ["turn_off", ["usage", "ads"]]),
    ("off_twice", "the same purpose twice is answered twice", ["usage"], ["turn_off", ["usage", "usage"]]),
    ("off_all", "all of them", ALL, ["turn_off", ALL]),
    ("off_some", "the others stay open", ALL, ["turn_off", ["ads"]]),
    ("on_two", "an answer for each", [], ["turn_on", ["usage", "ads"]]),
    ("on_unknown", "one that nobody knows keeps none of the others off", [], ["turn_on", ["nobody", "usage"]]),
    ("on_again", "a yes to what is open is a yes again", ["usage"], ["turn_on", ["usage", "ads"]]),
    ("refuse_two", "a no closes what was open", ["usage", "ads"], ["choose", ["usage", "ads"], "refused"]),
    ("refuse_one_open", "a no to what is closed gives no receipt", ["usage"], ["choose", ["usage", "ads"], "refused"]),
    ("choose_unknown", "a no to somebody unknown loses no other", ["usage"], ["choose", ["nobody", "usage"], "refused"]),
    ("choose_yes", "a yes is no such choice for any of them", [], ["choose", ["usage", "ads"], "given"]),
    ("inform", "being told opens what needs no consent", ["usage"], ["choose", ["advice"], "informed"]),
    ("limit_two", "a limit on two closes both", ALL, ["limit", "os", ["usage", "ads"], False]),
    ("limit_unknown", "a limit on somebody unknown closes the others all the same", ["usage"],
     ["limit", "os", ["nobody", "usage"], False]),
    ("limit_organisation", "an organisation closes what it may, of those that were named", ALL,
     ["limit", "organisation", ["advice", "ads"], False]),
    ("limit_all", "a limit on all is one entry, with a receipt each", ["usage", "ads"], ["limit", "age", None, False]),
    ("limit_allows", "what is allowed closes nothing", ["usage", "ads"], ["limit", "os", ["usage", "ads"], True]),
    ("expire_none", "nothing has run out", ["usage", "ads"], ["expire"]),
]
LATER = [
    ("expire_one", "what ran out is closed, the other stays open", ["usage", "ads"], ["expire"]),
    ("off_besides", "what was asked stands before what had run out besides", ["usage", "crashes"],
     ["turn_off", ["crashes"]]),
    ("off_both", "what had run out and was asked later is answered for twice", ["usage", "crashes"],
     ["turn_off", ["crashes", "usage"]]),
    ("refuse_besides", "a no to one finds what had run out", ["usage", "ads"], ["choose", ["ads"], "refused"]),
]


def made():
    cases = []
    for days, rows in ((0, CASES), (366, LATER)):
        for name, reason, on, call in rows:
            device = Device(on, days)
            verb, *rest = call
            getattr(device, verb)(*rest)
            want = {"done": device.done, "failed": device.failed, "open": device.open}
            cases.append(case(name, reason, {"on": on, "days": days, "call": call}, want))
    return subject("sets", cases, {"policy": POLICY})
