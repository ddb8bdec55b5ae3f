"""docs/formats/queue.md, "A text": the bytes in a frame, written and read."""

import struct

from .case import case, subject

KINDS = {"context": 0, "event": 1, "crash": 2, "identify": 3}


def number(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out) + bytes([value])


def text(value):
    octets = value.encode()
    return number(len(octets)) + octets


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
        return b"\x05" + len(leaf).to_bytes(2, "little") + b"".join(map(value, leaf))
    return b"\x06" + members(leaf)


def members(entries):
    return len(entries).to_bytes(2, "little") + b"".join(text(key) + value(entries[key]) for key in entries)


def record(kind, name, entries):
    return number(KINDS[kind]) + (text(name) if kind == "event" else b"") + members(entries)


def nested(depth, leaf):
    for _ in range(depth):
        leaf = [leaf]
    return leaf


WHOLE = [
    ("context", "the context of a segment has no name", "context", "", {"app_version": "5.2"}),
    ("event", "an event has its name before its members", "event", "alert_opened", {"minutes": 3}),
    ("crash", "a crash report has no name", "crash", "", {"crash_time": 1795507200000}),
    ("sign_in", "a sign-in has nothing but its time", "identify", "", {"timestamp": 1795507200000}),
    ("nothing", "a record of which nothing was left is a record", "event", "e", {}),
    ("false", "false is a kind of its own", "event", "e", {"v": False}),
    ("true", "true is a kind of its own", "event", "e", {"v": True}),
    ("zero", "0 is 0", "event", "e", {"v": 0}),
    ("minus_one", "-1 is 1: small numbers below 0 stay short", "event", "e", {"v": -1}),
    ("sixty_three", "63 is the last number in one byte", "event", "e", {"v": 63}),
    ("sixty_four", "64 is the first in two", "event", "e", {"v": 64}),
    ("largest", "the largest whole number", "event", "e", {"v": (1 << 63) - 1}),
    ("smallest", "the smallest takes all ten bytes", "event", "e", {"v": -(1 << 63)}),
    ("fraction", "a number with a fraction has eight bytes", "event", "e", {"v": 0.1}),
    ("tiny", "the smallest number above 0 is kept whole", "event", "e", {"v": 5e-324}),
    ("empty_text", "an empty text has a length", "event", "e", {"v": ""}),
    ("long_text", "a length of 128 takes two bytes", "event", "e", {"v": "a" * 128}),
    ("wide_text", "lengths count bytes, not characters", "event", "e", {"v": "\U0001F3B5ü"}),
    ("list", "items stand without keys", "event", "e", {"v": [1, "two", False]}),
    ("map", "a map in a record", "event", "e", {"v": {"status": "ok", "code": 200}}),
    ("deep", "eight deep is the deepest", "event", "e", {"v": nested(7, True)}),
]
EVENT = record("event", "e", {"v": "abc"})
BROKEN = [
    ("empty", "no byte is no record", b""),
    ("unknown_kind", "4 is no kind of record", b"\x04" + EVENT[1:]),
    ("unknown_value", "7 is no kind of value", EVENT.replace(b"\x04\x03abc", b"\x07\x03abc")),
    ("cut_text", "a text that ends early", EVENT[:-1]),
    ("cut_count", "a count of one byte", EVENT[:4]),
    ("goes_on", "something behind the members", EVENT + b"\x00"),
    ("long_count", "a count of more members than there are", EVENT[:3] + b"\x02\x00" + EVENT[5:]),
    ("not_utf8", "a text that is not UTF-8", EVENT.replace(b"abc", b"a\xffc")),
    ("key_not_utf8", "a key that is not UTF-8", EVENT.replace(b"\x01v", b"\x01\xc3")),
    ("length_too_large", "a length beyond all memory", EVENT[:1] + b"\xff" * 9 + b"\x01"),
    ("number_too_long", "a number of more than ten bytes", EVENT[:1] + b"\x80" * 11),
    ("cut_float", "a number with a fraction that ends early", record("event", "e", {"v": 0.5})[:-1]),
    ("too_deep", "nine deep is none of ours", record("event", "e", {"v": nested(8, True)})),
]


def made():
    cases = [
        case(name, reason, {"frame": record(kind, event, entries).hex()},
             {"kind": kind, "name": event, "members": entries})
        for name, reason, kind, event, entries in WHOLE
    ]
    cases += [case(name, reason, {"frame": frame.hex()}, None) for name, reason, frame in BROKEN]
    return subject("record_bytes", cases)
