"""docs/records.md, "Bounds": what is offered, and what becomes of it."""

from .case import case, subject
from .policy import event, field, policy, purpose, recipient

POLICY = policy(
    [
        purpose("usage"),
        purpose("crashes", kind="crash"),
        purpose("nobody"),
        purpose("early", before_choice={"hold_in_memory": {"max_records": 3}}),
        purpose("vital", "consent", "strictly_necessary",
                before_choice={"hold_sealed": {"max_records": 1, "max_hours": 1}}),
    ],
    [recipient("segment", ["usage", "early", "vital"]), recipient("sentry", ["crashes"], kind="sentry"),
     recipient("vendor", ["nobody"], kind="vendor_sdk")],
    [field("text", "keep", ["segment"])],
    [event("seen", "usage", ["text"]), event("unsent", "nobody", []), event("started", "early", []),
     event("reached", "vital", [])],
)
START = 1_795_507_679_000
JVM = "java.lang.IllegalStateException: closed\n\tat app.Alerts.open(Alerts.kt:42)\n"


def refused(why):
    return {"refused": why}


def nest(kind, depth, leaf=1):
    for _ in range(depth):
        leaf = [leaf] if kind == "list" else {"k": leaf}
    return leaf


def keys(count):
    return [[f"k{number}", 1] for number in range(count)]


def spaces(count):
    return {"$repeat": ["a", count]}


NAME = len("seen")
LIST_OF_FLOATS = [{"$float": "NaN"}, {"$float": "inf"}, {"$float": "-inf"}]
# name, reason, properties (pairs: their order counts), what becomes of it
EVENTS = [
    ("plain", "a plain event", [["text", "hello"]], "accepted"),
    ("bare", "an event without properties", [], "accepted"),
    ("unlisted", "a property that the event does not list is dropped, not refused", [["other", 1]], "accepted"),
    ("most_keys", "64 properties", keys(64), "accepted"),
    ("too_many_keys", "65 properties", keys(65), refused("too_many_properties")),
    ("too_many_inside", "keys of a map count too", keys(62) + [["m", {"a": 1}]], "accepted"),
    ("too_many_by_one", "one key more in a map", keys(62) + [["m", {"a": 1, "b": 2}]], refused("too_many_properties")),
    ("items_are_no_keys", "items of a list are no keys", keys(63) + [["l", [1] * 100]], "accepted"),
    ("deepest_list", "a leaf five deep", [["k", nest("list", 4)]], "accepted"),
    ("too_deep_list", "a leaf six deep in lists", [["k", nest("list", 5)]], refused("too_deep")),
    ("too_deep_map", "a leaf six deep in maps", [["k", nest("map", 5)]], refused("too_deep")),
    ("empty_five_deep", "an empty list may stand five deep", [["k", nest("list", 4, [])]], "accepted"),
    ("empty_six_deep", "an empty list six deep", [["k", nest("list", 5, [])]], refused("too_deep")),
    ("largest", "32,768 bytes with the names", [["text", spaces(32768 - NAME - 4)]], "accepted"),
    ("too_large", "one byte more", [["text", spaces(32768 - NAME - 4 + 1)]], refused("too_large")),
    ("too_large_together", "texts that are too large together", [["a", spaces(20000)], ["b", spaces(20000)]],
     refused("too_large")),
    ("too_large_wide", "bytes count, not characters", [["text", {"$repeat": ["ü", 16384]}]], refused("too_large")),
    ("numbers_count", "a number counts eight bytes", [["l", [0] * 4095]], "accepted"),
    ("numbers_too_many", "and too many are too large", [["l", [0] * 4096]], refused("too_large")),
    ("nan", "not a number", [["text", LIST_OF_FLOATS[0]]], refused("not_finite")),
    ("infinite", "without end", [["text", LIST_OF_FLOATS[1]]], refused("not_finite")),
    ("infinite_below", "without end below 0", [["text", LIST_OF_FLOATS[2]]], refused("not_finite")),
    ("nan_unlisted", "a value that would be dropped is looked at too", [["other", LIST_OF_FLOATS[0]]],
     refused("not_finite")),
    ("nan_inside", "not a number in a list", [["text", [1, LIST_OF_FLOATS[0]]]], refused("not_finite")),
    ("largest_float", "the largest finite number", [["text", {"$float": "1.7976931348623157e308"}]], "accepted"),
    ("minus_zero", "a zero with a sign", [["text", {"$float": "-0.0"}]], "accepted"),
    ("empty_key", "a key of no letter", [["", 1]], refused("bad_name")),
    ("empty_key_inside", "such a key in a map", [["text", {"": 1}]], refused("bad_name")),
    ("longest_key", "a key of 100 bytes", [["k" * 100, 1]], "accepted"),
    ("too_long_key", "a key of 101 bytes", [["k" * 101, 1]], refused("bad_name")),
    ("too_long_wide", "a key of 51 letters and 102 bytes", [["ü" * 51, 1]], refused("bad_name")),
    ("any_key", "a key of other signs", [["\U0001F3B5 \u0000\n", 1]], "accepted"),
    ("same_key", "a key that comes twice", [["text", "a"], ["text", "b"]], "accepted"),
    ("first_fault", "of two faults the first in order is told", [["text", LIST_OF_FLOATS[0]], ["", 1]],
     refused("not_finite")),
    ("first_fault_turned", "the same two turned round", [["", 1], ["text", LIST_OF_FLOATS[0]]], refused("bad_name")),
]


def made():
    cases = [case(name, reason, {"event": "seen", "properties": properties}, {"outcome": outcome})
             for name, reason, properties, outcome in EVENTS]

    def add(name, reason, given, outcome):
        cases.append(case(name, reason, given, {"outcome": outcome}))

    none = {"properties": []}
    add("unknown", "an event that the policy does not list", {"event": "seen_twice"} | none, refused("unknown_event"))
    add("unknown_case", "names of events are exact", {"event": "Seen"} | none, refused("unknown_event"))
    add("unknown_empty", "a name of no letter is not listed either", {"event": ""} | none, refused("unknown_event"))
    add("nobody", "nobody whom Sordino serves may have it", {"event": "unsent"} | none, refused("no_recipient"))
    add("closed", "the purpose is off", {"event": "seen", "off": ["usage"]} | none, refused("closed"))
    add("closed_first", "off is told before a fault in the properties",
        {"event": "seen", "off": ["usage"], "properties": [["", 1]]}, refused("closed"))
    add("unknown_first", "an unknown event is told before a fault in the properties",
        {"event": "other", "properties": [["", 1]]}, refused("unknown_event"))
    add("held", "before a choice it waits in memory", {"event": "started", "off": ["early"]} | none, "held_in_memory")
    add("held_sealed", "before a choice it waits sealed", {"event": "reached", "off": ["vital"]} | none, "held_sealed")
    add("held_bad", "what waits must be within bounds too",
        {"event": "started", "off": ["early"], "properties": [["", 1]]}, refused("bad_name"))

    def crash(name, reason, source, text, *outcomes, **given):
        inside = {"source": source, "text": text} | ({"happened": given.pop("happened")} if "happened" in given else {})
        cases.append(case(name, reason, {"crash": inside} | given, {"outcomes": list(outcomes)}))

    crash("crash", "a crash report with a frame", "jvm", JVM, "accepted")
    crash("crash_closed", "crash reports are off", "jvm", JVM, refused("closed"), off=["crashes"])
    crash("crash_empty", "a report that names no frame and no exception", "jvm", "\n\n", refused("empty"))
    crash("crash_malformed", "a report that is not what its source promises", "metrickit", "{", refused("malformed"))
    crash("crash_closed_then", "the purpose was closed when it happened", "jvm", JVM, refused("closed_then"),
          happened=START - 1)
    crash("crash_open_then", "the purpose opened in that moment", "jvm", JVM, "accepted", happened=START)
    return subject("refusals", cases, {"policy": POLICY})
