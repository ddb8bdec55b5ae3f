"""docs/export.md: what stands in the document of everything that is held, after some steps of an app."""

from . import gate, receipts
from .case import case, subject

from .policy import event as declared, field, policy, purpose, recipient

DAY, HOUR, START = gate.DAY, receipts.HOUR, gate.START
WAY = [
    [purpose("usage"), purpose("requests", "legal_obligation", "strictly_necessary", "rights", retention_days=10)],
    [recipient("segment", ["usage"]),
     recipient("desk", ["requests"], "rights", endpoint="https://rights.kranich-systems.de/v1", retention_days=10)],
]
POLICIES = gate.POLICIES | {
    "waiting": receipts.POLICY,
    "way": policy(*WAY, [field("device_id", "pseudonymise", ["segment"])], [declared("seen", "usage", [])]),
    "material_way": policy(*WAY, [field("device_id", "pseudonymise", ["segment"])], [declared("seen", "usage", [])],
                           version="2", material=True),
}
ON, OFF = ["turn_on", "usage"], ["turn_off", "usage"]


def stands(name, steps, begins="plain"):
    """A member of `choices`: what the purpose's choices and limits add up to."""
    told = gate.Told(begins)
    for one in steps:
        told.step(*one)
    place = gate.IDS.index(name)
    declared = gate.PURPOSES[place]
    state, since = told.user.get(name, ("unknown", None))[:2]
    reasons = told.reasons(name)
    return f"/choices/{place}", {
        "purpose": name, "title": declared["title"], "legal_basis": declared["legal_basis"], "open": not reasons,
        "state": state, "since": since, "reasons": reasons,
    }


def chosen(name, *steps, begins="plain"):
    pointer, want = stands(name, steps, begins)
    return {"begins": begins, "steps": list(steps), "show": [pointer]}, [want]


def held(begins, steps, *shown):
    """Steps, and pairs of a pointer and what stands there."""
    return {"begins": begins, "steps": steps, "show": [pointer for pointer, _ in shown]}, [want for _, want in shown]


def seen(times=1, **properties):
    return ["record", "seen", properties, times]


def event(name, members, message_id=None):
    return {"message_id": message_id, "kind": "event", "name": name, "members": members}


def asked(steps, stage, tries, *shown):
    """A request for deletion by a device whose pseudonym a recipient knows and whose records are gone."""
    known = [ON, seen(), OFF, ["advance_ms", 1_000], ["request_deletion"]]
    given, want = held("way", known + steps, *shown)
    told = None if stage is None else {"stage": stage, "asked": START + 1_000, "tries": tries}
    return given | {"facts": {"device_id": "install-1"}, "show": ["/deletion"] + given["show"]}, [told] + want


SENT, YES, NO, MINUTE = ["begin"], ["answer", 202], ["answer", 503], 60_000
NOTHING = {"records": [], "left_out": 0}
THEN = START // HOUR * HOUR
NOBODY = {"user_id": None, "customer_id": None, "device_id": None, "values": [], "ids_of_others": 0}
NO_FLOW = {"in_doubt": False, "card": {"state": "none", "id": "", "numbers": [], "version": 0, "declined": 0},
           "asked": {"contacts": 0, "push": 0}, "tokens": []}
CASES = [
    ("unasked", "a new device holds no choice", chosen("usage")),
    ("given", "a yes stands with its time", chosen("usage", ["advance_days", 2], ON)),
    ("withdrawn", "a yes that was taken back", chosen("usage", ON, ["advance_ms", 1], OFF)),
    ("objected", "an objection is no withdrawal", chosen("advice", ["turn_off", "advice"])),
    ("two_reasons", "every reason stands there, the person last",
     chosen("usage", ["limit", "os", "usage", False], ["limit", "age", None, False])),
    ("limited", "a yes that somebody else lowers is still a yes", chosen("usage", ON, ["limit", "signal", None, False])),
    ("withheld", "a signal that the policy requires and nobody supplied", chosen("usage", ON, begins="age")),
    ("no_limit", "a purpose that the service rests on has no such reason",
     chosen("service", ["limit", "age", None, False], ["turn_on", "service"])),
    ("expired", "a yes that ran out", chosen("usage", ON, ["advance_days", 366], ["expire"])),
    ("last_day", "a yes on its last day", chosen("usage", ON, ["advance_days", 365])),
    ("reworded", "a policy that only changed its words asks nobody again", chosen("usage", ON, ["update", "reworded"])),
    ("material", "a material change ends a yes", chosen("usage", ON, ["update", "material"])),
    ("unlit", "a choice for another purpose changes nothing", chosen("listed", ON)),
    ("nothing", "a new device holds nothing",
     held("plain", [], ("/waiting", NOTHING), ("/tombstone", None), ("/pseudonyms", []), ("/owed", []), ("/format", 1))),
    ("nobody", "nobody is signed in", held("plain", [], ("/known", NOBODY))),
    ("no_flow", "no permission was asked for", held("plain", [], ("/flows", NO_FLOW))),
    ("queued", "each recipient's record as that recipient may have it",
     held("waiting", [ON, seen(n=1, word="abc")],
          ("/waiting/records/0/recipient", "segment"), ("/waiting/records/0/waits_for", "upload"),
          ("/waiting/records/0/records/0/members", {"timestamp": THEN, "n": 1, "word": "abc"}),
          ("/waiting/records/1/recipient", "mirror"),
          ("/waiting/records/1/records/0/members", {"timestamp": THEN, "word": "abc"}),
          ("/waiting/records/1/records/0/name", "seen"), ("/waiting/records/1/records/0/kind", "event"))),
    ("order", "the oldest first",
     held("waiting", [ON, seen(n=1), seen(n=2)], ("/waiting/records/0/records/0/members/n", 1),
          ("/waiting/records/0/records/1/members/n", 2))),
    ("restarted", "what a former process queued",
     held("waiting", [ON, seen(n=1), ["reopen"]], ("/waiting/records/0/records/0/members/n", 1))),
    ("killed", "what a killed process queued",
     held("waiting", [ON, seen(n=1), ["kill"]], ("/waiting/records/0/records/0/members/n", 1))),
    ("delivered", "what was delivered waits no more",
     held("waiting", [ON, seen(n=1), ["begin"], ["answer", 200]], ("/waiting/records/0/recipient", "mirror"))),
    ("off", "an off destroys what waited", held("waiting", [ON, seen(n=1), OFF], ("/waiting", NOTHING))),
    ("refused", "a refused record is held nowhere", held("waiting", [seen(n=1)], ("/waiting", NOTHING))),
    ("in_memory", "what waits for the first choice in memory",
     held("plain", [["record", "held_seen", {}, 1]],
          ("/waiting/records/0", {"purpose": "held", "recipient": "segment", "waits_for": "choice", "context": {},
                                  "records": [event("held_seen", {})]}))),
    ("sealed", "what waits for the first choice on the disk",
     held("plain", [["record", "sealed_seen", {}, 1]], ("/waiting/records/0/purpose", "sealed"),
          ("/waiting/records/0/waits_for", "choice"), ("/waiting/records/0/records/0/name", "sealed_seen"))),
    ("no", "a no destroys what waited for it",
     held("plain", [["record", "held_seen", {}, 1], ["turn_off", "held"]], ("/waiting", NOTHING))),
    ("erased", "an erasure leaves refusals and limits",
     held("plain", [ON, OFF, ["limit", "os", "listed", False], ["advance_ms", 5], ["erase"]],
          ("/tombstone/time", START + 5), ("/tombstone/what/backups_until", START + 5 + 30 * DAY),
          ("/tombstone/what/surviving", [["usage", "withdrawn"]]),
          ("/tombstone/what/lowered", [["os", "listed"]]), ("/choices/0/state", "withdrawn"),
          ("/choices/0/since", START + 5))),
    ("erased_queue", "an erasure leaves no record",
     held("waiting", [ON, seen(n=1), ["erase"]], ("/waiting", NOTHING), ("/tombstone/what/surviving", []))),
    ("no_request", "nobody asked for deletion", held("plain", [], ("/deletion", None))),
    ("unknown_to_all", "no recipient knows this device",
     held("way", [["request_deletion"]], ("/deletion", None), ("/choices/1/state", "unknown"))),
    ("request_owed", "a request opens its own purpose",
     asked([], "owed", 0, ("/choices/1/state", "informed"), ("/choices/1/open", True), ("/choices/0/open", False))),
    ("request_confirmed", "an answer ends it, and nobody is known any more",
     asked([SENT, YES], "confirmed", 1, ("/pseudonyms", []), ("/choices/1/state", "terminated"),
           ("/choices/1/open", False))),
    ("request_refused", "a request that was not taken is owed still",
     asked([SENT, NO], "owed", 1, ("/pseudonyms/0/recipient", "segment"), ("/choices/1/open", True))),
    ("request_again", "it is sent again after a minute",
     asked([SENT, NO, ["advance_ms", MINUTE], SENT, YES], "confirmed", 2)),
    ("request_erased", "an erasure does not end it",
     asked([["erase"]], "owed", 0, ("/choices/1/open", True), ("/tombstone/what/surviving", [["usage", "withdrawn"]]))),
    ("request_sent_after_erasure", "what an erasure left is sent",
     asked([["erase"], SENT, YES], "confirmed", 1, ("/pseudonyms", []))),
    ("request_killed", "a killed process owes it still", asked([["kill"], SENT, YES], "confirmed", 1)),
    ("request_limited", "no limit closes its purpose",
     asked([["limit", "os", None, False], ["limit", "age", None, False]], "owed", 0, ("/choices/1/reasons", []))),
    ("request_material", "a material change does not end it",
     asked([["update", "material_way"]], "owed", 0, ("/choices/1/open", True))),
    ("after", "a yes after an erasure",
     held("waiting", [ON, ["erase"], ON, seen(n=3)], ("/waiting/records/0/records/0/members/n", 3),
          ("/choices/0/state", "given"), ("/tombstone/what/kind", "tombstone"))),
]


def made():
    cases = [case(name, reason, given, {"shown": want}) for name, reason, (given, want) in CASES]
    return subject("export", cases, {"policies": POLICIES})
