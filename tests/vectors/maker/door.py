"""docs/formats/door.md: the bytes of a record at the narrow door, and what is answered."""

import struct

from .case import case, subject
from .record_bytes import nested, number, text
from .refusals import POLICY

SOURCES = {"rust": 0, "jvm": 1, "nsexception": 2, "metrickit": 3, "tombstone": 4, "anr": 5,
           "dart": 6, "javascript": 7}
LATE = 4_102_444_800_000
JVM = "java.lang.IllegalStateException: closed\n\tat app.Alerts.open(Alerts.kt:42)\n"


def value(leaf):
    if isinstance(leaf, bool):
        return bytes([leaf])
    if isinstance(leaf, int):
        return b"\x02" + number((leaf << 1 ^ leaf >> 63) & (1 << 64) - 1)
    if isinstance(leaf, float):
        return b"\x03" + struct.pack("<d", leaf)
    if isinstance(leaf, str):
        return b"\x04" + text(leaf)
    if isinstance(leaf, list):
        return b"\x05" + number(len(leaf)) + b"".join(map(value, leaf))
    if "$float" in leaf:
        return b"\x03" + struct.pack("<d", float(leaf["$float"]))
    return b"\x06" + members(leaf)


def members(entries):
    pairs = entries.items() if isinstance(entries, dict) else entries
    return number(len(entries)) + b"".join(text(key) + value(leaf) for key, leaf in pairs)


def event(name, properties):
    return b"\x01\x01" + text(name) + members(properties)


HANDLED = "handled"


def crash(source, report, happened=None):
    when = {None: b"\x00", HANDLED: b"\x02"}.get(happened) or b"\x01" + struct.pack("<q", happened)
    return b"\x01\x02" + bytes([SOURCES[source]]) + when + report.encode()


def breadcrumb(of):
    return b"\x01\x03" + text(of)


def refused(why):
    return {"refused": why}


EVENTS = [
    ("nothing_said", "an event without properties ends behind a count of 0", "seen", {}, "accepted"),
    ("both_truths", "true and false have no content", "seen", [["text", True], ["other", False]], "accepted"),
    ("smallest", "the smallest whole number takes all ten bytes", "seen", {"text": -(1 << 63)}, "accepted"),
    ("largest", "the largest whole number", "seen", {"text": (1 << 63) - 1}, "accepted"),
    ("fraction", "a fraction has eight bytes", "seen", {"text": 0.1}, "accepted"),
    ("long_text", "a length of 128 takes two bytes", "seen", {"text": "a" * 128}, "accepted"),
    ("emoji_in_a_key", "lengths count bytes, not characters", "seen", {"\U0001F3B5": "\U0001F3B5ü"}, "accepted"),
    ("null_byte", "a text may hold the byte 0", "seen", {"text": "a\0b"}, "accepted"),
    ("list", "items stand without keys", "seen", {"text": [1, "two", False]}, "accepted"),
    ("map", "a map in a map", "seen", {"text": {"a": {"b": 1}}}, "accepted"),
    ("order", "members keep their order", "seen", [["b", 1], ["a", 2]], "accepted"),
    ("not_a_number", "the engine is the one to refuse NaN", "seen", {"text": {"$float": "NaN"}}, refused("not_finite")),
    ("too_deep", "the engine is the one to refuse six deep", "seen", {"text": nested(5, 1)}, refused("too_deep")),
    ("many_keys", "a count may take two bytes and more", "seen", [[f"k{at}", True] for at in range(200)],
     refused("too_many_properties")),
    ("empty_key", "a key may be empty here; the engine refuses it", "seen", {"": 1}, refused("bad_name")),
    ("unknown", "a name that no policy has", "unheard", {"text": 1}, refused("unknown_event")),
    ("held", "a purpose that waits in memory for a choice", "started", {}, "held_in_memory"),
    ("held_sealed", "one that waits on disk", "reached", {}, "held_sealed"),
    ("nobody", "an event that nobody may have", "unsent", {}, refused("no_recipient")),
]
CRASHES = [
    ("crash", "a crash report of now", "jvm", JVM, None, "accepted"),
    ("crash_of_then", "a crash report with a time after all choices", "jvm", JVM, LATE, "accepted"),
    ("crash_before", "a time at which nothing was open", "jvm", JVM, -1, refused("closed_then")),
    ("crash_empty", "a report of no bytes is a report, and says nothing", "jvm", "", None, refused("empty")),
    ("handled", "an error that the app went on from", "jvm", JVM, HANDLED, "accepted"),
    ("handled_empty", "one that says nothing", "jvm", "", HANDLED, refused("empty")),
    ("crash_dart", "a Dart error", "dart", "Bad state: gone\n#0      main (package:app/main.dart:3:1)\n", None, "accepted"),
    ("crash_javascript", "a JavaScript error", "javascript", "TypeError: gone\n    at main (index.bundle:1:2)\n", None, "accepted"),
    ("crash_other", "a report that is not of its source", "metrickit", JVM, None, refused("malformed")),
]
BREADCRUMBS = [
    ("crumb", "what the app did waits in memory for a crash", "opened the rota", "held_in_memory"),
    ("crumb_empty", "a breadcrumb may be empty", "", "held_in_memory"),
]
WHOLE = event("seen", {"text": "abc"})
DEEP = event("seen", {"text": nested(40, 1)})
BROKEN = [
    ("no_byte", "no byte is no record", b"", "malformed_bytes"),
    ("format_0", "there is no format 0", b"\x00" + WHOLE[1:], "malformed_bytes"),
    ("format_2", "a newer format is told from a broken one", b"\x02" + WHOLE[1:], "newer_format"),
    ("no_kind", "a format alone", b"\x01", "malformed_bytes"),
    ("kind_4", "an unknown kind", b"\x01\x04" + WHOLE[2:], "malformed_bytes"),
    ("crumb_cut", "a breadcrumb that ends early", b"\x01\x03\x02a", "malformed_bytes"),
    ("crumb_goes_on", "a byte behind a breadcrumb", b"\x01\x03\x01ab", "malformed_bytes"),
    ("crumb_not_utf8", "a breadcrumb that is no UTF-8", b"\x01\x03\x01\xff", "not_utf8"),
    ("no_name", "an event that ends before its name", b"\x01\x01", "malformed_bytes"),
    ("cut", "a text that ends early", WHOLE[:-1], "malformed_bytes"),
    ("goes_on", "a byte behind the last member", WHOLE + b"\x00", "malformed_bytes"),
    ("kind_7", "an unknown kind of value", WHOLE.replace(b"\x04\x03abc", b"\x07\x03abc"), "malformed_bytes"),
    ("not_utf8", "a byte that UTF-8 does not have", WHOLE.replace(b"abc", b"a\xffc"), "not_utf8"),
    ("half_a_pair", "half a surrogate pair, as some write it", WHOLE.replace(b"abc", b"\xed\xa0\x80"), "not_utf8"),
    ("name_not_utf8", "a name that is cut within a character", WHOLE.replace(b"seen", b"see\xc3"), "not_utf8"),
    ("long_zero", "a number not in its fewest bytes", WHOLE.replace(b"\x03abc", b"\x83\x00abc"), "malformed_bytes"),
    ("ten_bytes", "a number of more than 64 bits", b"\x01\x01" + b"\xff" * 9 + b"\x02", "malformed_bytes"),
    ("eleven_bytes", "a number that does not end", b"\x01\x01" + b"\x80" * 11, "malformed_bytes"),
    ("count", "a count of more than can follow", b"\x01\x01\x04seen" + b"\xff\xff\x03", "malformed_bytes"),
    ("deep", "deeper than the door reads", DEEP, "too_deep"),
    ("source_8", "an unknown source", b"\x01\x02\x08\x00", "malformed_bytes"),
    ("when_3", "a time is there or not, or the app went on", b"\x01\x02\x01\x03", "malformed_bytes"),
    ("cut_time", "a time of seven bytes", b"\x01\x02\x01\x01" + b"\x00" * 7, "malformed_bytes"),
]


def made():
    cases = [
        case(name, reason, {"event": of, "properties": properties},
             {"record": event(of, properties).hex(), "outcome": outcome})
        for name, reason, of, properties, outcome in EVENTS
    ]
    for name, reason, source, report, happened, outcome in CRASHES:
        offered = {"source": source, "text": report}
        if happened == HANDLED:
            offered["handled"] = True
        elif happened is not None:
            offered["happened"] = happened
        cases.append(case(name, reason, {"crash": offered},
                          {"record": crash(source, report, happened).hex(), "outcome": outcome}))
    for name, reason, of, outcome in BREADCRUMBS:
        cases.append(case(name, reason, {"breadcrumb": of}, {"record": breadcrumb(of).hex(), "outcome": outcome}))
    cases += [case(name, reason, {"record": record.hex()}, {"outcome": refused(why)})
              for name, reason, record, why in BROKEN]
    return subject("door", cases, {"policy": POLICY, "off": ["vital", "early"]})
