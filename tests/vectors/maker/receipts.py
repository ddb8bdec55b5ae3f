"""docs/receipts.md: what is done by the time a purpose is closed. Bytes by docs/formats/queue.md."""

from . import record_bytes
from .case import case, subject
from .policy import event, field, policy, purpose, recipient

DAY, HOUR, START = 86_400_000, 3_600_000, 1_795_507_679_000
POLICY = policy(
    [
        purpose("usage", validity_days=365),
        purpose("advice", "legitimate_interest", "strictly_necessary"),
        purpose("crashes", kind="crash"),
        purpose("ads"),
    ],
    [
        recipient("segment", ["usage", "advice"]),
        recipient("mirror", ["usage"]),
        recipient("shop", ["ads"]),
        recipient("sentry", ["crashes"], kind="sentry"),
        recipient("vendor", ["crashes"], kind="vendor_sdk"),
    ],
    [
        field("timestamp", {"coarsen": "time_to_hour"}, ["segment", "mirror", "shop"]),
        field("n", "keep", ["segment", "shop"]),
        field("word", "keep", ["segment", "mirror"]),
    ],
    [event("seen", "usage", ["n", "word"]), event("told", "advice", ["n"]), event("shown", "ads", ["n"])],
    limits={"organisation_may_switch_off": ["usage", "ads"]},
)
SERVED = {"usage": ["segment", "mirror"], "advice": ["segment"], "crashes": ["sentry"], "ads": ["shop"]}
PURPOSE_OF = {one["name"]: one["purpose"] for one in POLICY["events"]}
LISTED = {one["name"]: one["recipients"] for one in POLICY["fields"]}


class Day:
    """What waits, and the receipts so far."""

    def __init__(self):
        self.now, self.receipts, self.open = START, [], {}
        self.state, self.flying = {}, []

    def step(self, verb, *words):
        getattr(self, verb)(*words)

    def turn_on(self, name):
        self.state[name] = "given"
        self.open.setdefault(name, {one: [] for one in SERVED[name]})
        self.since = self.now

    def turn_off(self, name):
        self.close(name)

    def choose(self, name, state):
        self.state[name] = state
        if state == "informed":
            self.open.setdefault(name, {one: [] for one in SERVED[name]})
        elif name in self.open:
            self.close(name)

    def limit(self, limiter, name, allows):
        listed = POLICY["limits"]["organisation_may_switch_off"]
        for of in SERVED:
            concerned = name in (None, of) and (limiter != "organisation" or of in listed)
            if concerned and not allows and of in self.open:
                self.close(of)

    def expire(self):
        if "usage" in self.open and self.now - self.since > 365 * DAY:
            self.close("usage")

    def advance_days(self, days):
        self.now += days * DAY

    def advance_ms(self, millis):
        self.now += millis

    def reopen(self):
        pass

    def kill(self):
        """A segment that stays open: a receipt does not ask whether its writer is dead."""
        for lanes in self.open.values():
            for name, waiting in lanes.items():
                if waiting:
                    lanes[name] = LeftOpen(waiting)

    def record(self, name, properties, times):
        lanes = self.open.get(PURPOSE_OF[name], {})
        for recipient_id, waiting in lanes.items():
            # Whoever writes next sees that the writer before is gone, and counts what it left.
            waiting = lanes[recipient_id] = list(waiting)
            members = {"timestamp": self.now // HOUR * HOUR} | properties
            members = {key: members[key] for key in members if recipient_id in LISTED[key]}
            size = 4 + len(record_bytes.record("event", name, members)) + 16
            for _ in range(times):
                waiting.append(size)

    def begin(self):
        for name, lanes in self.open.items():
            for recipient_id, waiting in lanes.items():
                if waiting and (name, recipient_id) not in [flight[:2] for flight in self.flying]:
                    self.flying.append((name, recipient_id, len(waiting)))
                    return

    def answer(self, status):
        name, recipient_id, count = self.flying.pop()
        if status == 200 or status == 400 and count == 1:
            del self.open[name][recipient_id][:count]

    def close(self, name):
        lanes = self.open.pop(name, {})
        sure = not any(isinstance(waiting, LeftOpen) for waiting in lanes.values())
        sums = [sum(map(len, lanes.values())), sum(map(sum, lanes.values()))]
        records, octets = [{"exactly" if sure else "at_least": number} for number in sums]
        uploads = [flight for flight in self.flying if flight[0] == name]
        self.receipts.append({
            "purpose": name, "scope": "device", "time": self.now, "records": records, "bytes": octets,
            "erasure": "overwritten", "in_ledger": True,
            "uploads": [{"recipient": to, "records": count, "outcome": "not_confirmed"} for _, to, count in uploads],
            "vendors_pending": ["vendor"] if name == "crashes" else [],
        })


class LeftOpen(list):
    """Sizes, some of them in a segment that another process may be writing."""


def seen(times, **properties):
    return ["record", "seen", properties, times]


ON, OFF = ["turn_on", "usage"], ["turn_off", "usage"]
CASES = [
    ("nothing", "off with nothing queued", [ON, OFF]),
    ("never_on", "off without a choice before is a receipt too", [OFF]),
    ("twice", "off twice: the second finds nothing", [ON, seen(1), OFF, OFF]),
    ("one", "one record for two recipients counts twice", [ON, seen(1, n=1), OFF]),
    ("many", "ten records", [ON, seen(10, n=1, word="abc"), OFF]),
    ("sizes", "bytes are those of each record", [ON, seen(1, n=1), seen(1, n=1000), seen(1, word="\U0001F3B5" * 50), OFF]),
    ("other_waits", "what waits for another purpose is not counted",
     [ON, ["choose", "advice", "informed"], ["record", "told", {"n": 1}, 5], seen(2), OFF]),
    ("new_generation", "only what came since the last yes", [ON, seen(5), OFF, ON, seen(2), OFF]),
    ("delivered", "what one recipient has is not counted", [ON, seen(3), ["begin"], ["answer", 200], OFF]),
    ("all_delivered", "what both recipients have is not counted",
     [ON, seen(3), ["begin"], ["answer", 200], ["begin"], ["answer", 200], OFF]),
    ("kept", "what a server could not take still waits", [ON, seen(3), ["begin"], ["answer", 503], OFF]),
    ("rejected", "a record that nobody will ever take is gone", [ON, seen(1), ["begin"], ["answer", 400], OFF]),
    ("rejected_batch", "of a rejected batch nothing is gone yet", [ON, seen(4), ["begin"], ["answer", 400], OFF]),
    ("in_flight", "an upload under way is named, and its records still wait", [ON, seen(3), ["begin"], OFF]),
    ("two_in_flight", "two recipients, two uploads under way", [ON, seen(3), ["begin"], ["begin"], OFF]),
    ("behind_flight", "what came after an upload was begun waits behind it", [ON, seen(3), ["begin"], seen(2), OFF]),
    ("other_flight", "another purpose's upload under way is not named",
     [["choose", "advice", "informed"], ["record", "told", {"n": 1}, 1], ["begin"], ON, OFF]),
    ("reopened", "after a restart the count is exact", [ON, seen(4), ["reopen"], OFF]),
    ("reopened_more", "and with what came after it", [ON, seen(4), ["reopen"], seen(3), OFF]),
    ("killed", "after a kill the count is a lower bound", [ON, seen(4), ["kill"], OFF]),
    ("killed_more", "whoever writes after it counts what was left", [ON, seen(4), ["kill"], seen(3), OFF]),
    ("killed_before", "a kill before the first record loses no count", [ON, ["kill"], seen(3), OFF]),
    ("limited", "a limit gives a receipt too", [ON, seen(2), ["limit", "os", "usage", False]]),
    ("limited_all", "a limit that closes two purposes gives two",
     [ON, ["turn_on", "ads"], seen(2), ["record", "shown", {"n": 1}, 1], ["limit", "age", None, False]]),
    ("limited_listed", "an organisation closes only what it may",
     [ON, ["choose", "advice", "informed"], seen(1), ["limit", "organisation", None, False]]),
    ("limit_allows", "a limit that closes nothing gives none", [ON, ["limit", "os", None, True]]),
    ("expired", "a consent that ran out gives one", [ON, seen(2), ["advance_days", 366], ["expire"]]),
    ("not_expired", "a consent that holds gives none", [ON, seen(2), ["advance_days", 364], ["expire"]]),
    ("refused", "a no to what is open gives one", [ON, seen(2), ["choose", "usage", "refused"]]),
    ("refused_closed", "a no to what is closed gives none", [["choose", "usage", "refused"]]),
    ("objected", "an objection gives one",
     [["choose", "advice", "informed"], ["record", "told", {"n": 1}, 2], ["choose", "advice", "objected"]]),
    ("later", "the time is that of the change", [ON, ["advance_ms", 1234], OFF]),
    ("vendor", "a vendor's own SDK is pending", [["turn_on", "crashes"], ["turn_off", "crashes"]]),
]
COMPLETED = [
    ("completed", "completed: key replaced, files gone", [ON, seen(3), OFF]),
    ("completed_empty", "completed with nothing queued", [ON, OFF]),
    ("completed_beside", "completed while another purpose stays open", [["turn_on", "ads"], ON, seen(3), OFF]),
    ("completed_vendor", "without a switch for a vendor's SDK it is not complete",
     [["turn_on", "crashes"], ["turn_off", "crashes"]]),
]


OFF_SAYS = {"collecting": "no", "unsent": 0, "has_id": False}
OUTCOME = {
    "recipient": "vendor", "name": "an SDK", "version": "1.0", "answer": "off", "told": True, "read_back": OFF_SAYS,
    "started_before": False, "on_again": 0, "in_flight": None, "purged": None, "failed": None,
}
UNTOLD = {"name": "", "version": "", "answer": "no_switch", "told": False, "read_back": None}


def says(**more):
    return OFF_SAYS | more


# What the SDK does and says while nothing is open, and what of the record differs from that of one that is off.
VENDORS = [
    ("off", "a vendor that says all three is off", says(), {}),
    ("counted", "what was under way and what was removed is counted", says() | {"in_flight": 2, "purged": 17},
     {"in_flight": 2, "purged": 17}),
    ("still_on", "one that collects whatever it is told is on, and was before it was told", says(collecting="yes"),
     {"answer": "still_on", "started_before": True}),
    ("keeps_items", "one that keeps something unsent is not off", says(unsent=3), {"answer": "still_on"}),
    ("keeps_id", "one that keeps an id is not off", says(has_id=True), {"answer": "still_on"}),
    ("until_restart", "one that records until a restart is neither on nor off", says(collecting="until_restart", has_id=None),
     {"answer": "records_until_restart", "started_before": True}),
    ("cannot_tell", "one that cannot say whether it collects is not told as off", says(collecting="cannot_tell"),
     {"answer": "cannot_tell"}),
    ("unsent_unknown", "one that cannot say what it keeps is not told as off", says(unsent=None), {"answer": "cannot_tell"}),
    ("id_unknown", "one that cannot say whether it has an id is not told as off", says(has_id=None),
     {"answer": "cannot_tell"}),
    ("throws", "one that throws was not told, whatever it says afterwards", says() | {"throws": "tell"},
     {"answer": "cannot_tell", "told": False, "failed": "tell"}),
    ("read_back_throws", "one that cannot be asked back is not told as off", says() | {"throws": "read_back"},
     {"answer": "cannot_tell", "read_back": None, "failed": "read_back"}),
    ("started_before", "one that collected before it was told anything was begun by somebody else",
     says() | {"on_before": True}, {"started_before": True}),
]


def played(steps):
    day = Day()
    for step in steps:
        day.step(*step)
    heads = ["another"] * (len(day.receipts) - 1) + ["head"] * (len(day.receipts) > 0)
    if steps[-1][:3] == ["limit", "age", None]:
        heads = ["head"] * len(day.receipts)
    return [receipt | {"ledger_head": head} for receipt, head in zip(day.receipts, heads)]


def made():
    cases = [case(name, reason, {"steps": steps}, {"receipts": played(steps)}) for name, reason, steps in CASES]
    for name, reason, steps in COMPLETED:
        receipts = played(steps)
        vendors = [OUTCOME | UNTOLD | {"recipient": vendor} for vendor in receipts[-1]["vendors_pending"]]
        completed = {"erasure": "vault_replaced", "files_gone": True, "vendors": vendors, "is_complete": not vendors}
        cases.append(case(name, reason, {"steps": steps, "complete": True},
                          {"receipts": receipts, "completed": completed}))
    steps = [["turn_on", "crashes"], ["turn_off", "crashes"]]
    for name, reason, sdk, differs in VENDORS:
        read = {key: sdk[key] for key in OFF_SAYS}
        outcome = OUTCOME | {"read_back": read} | differs
        completed = {"erasure": "vault_replaced", "files_gone": True, "vendors": [outcome],
                     "is_complete": outcome["answer"] == "off"}
        cases.append(case(f"vendor_{name}", reason, {"steps": steps, "complete": True, "vendors": {"vendor": sdk}},
                          {"receipts": played(steps), "completed": completed}))
    return subject("receipts", cases, {"policy": POLICY})
