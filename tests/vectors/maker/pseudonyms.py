"""Pseudonyms: key, field and value to a UUID."""

from .case import case, subject
from .identity import pseudonym

ONE = "01" * 32
COUNTED = bytes(range(32)).hex()

CASES = [
    ("plain", "an id of digits", ONE, "user_id", "42"),
    ("other_key", "another key gives another pseudonym of the same value", "02" * 32, "user_id", "42"),
    ("other_field", "a customer of the same number is somebody else", ONE, "customer_id", "42"),
    ("other_value", "another person", ONE, "user_id", "43"),
    ("zero_key", "a key of zeros is a key like any other", "00" * 32, "user_id", "42"),
    ("ones_key", "a key of ones", "ff" * 32, "user_id", "42"),
    ("counted_key", "the key's bytes are taken in their order", COUNTED, "device_id", "this device"),
    ("last_key_bit", "the last bit of the key counts", COUNTED[:-1] + "e", "device_id", "this device"),
    ("empty_value", "an empty id has a pseudonym too", COUNTED, "user_id", ""),
    ("boundary_left", "the zero byte keeps a field and its value apart", COUNTED, "user_", "id42"),
    ("boundary_right", "the same letters, cut elsewhere, are another value", COUNTED, "user_id", "42"),
    ("leading_zero", "ids are text: 042 is not 42", ONE, "user_id", "042"),
    ("case_counts", "ids are bytes: A is not a", COUNTED, "user_id", "Anna"),
    ("case_counts_too", "and a is not A", COUNTED, "user_id", "anna"),
    ("umlaut_composed", "text is its UTF-8 bytes", COUNTED, "user_id", "Jürgen"),
    ("umlaut_decomposed", "nothing is normalised: a combining mark is another id", COUNTED, "user_id", "Ju\u0308rgen"),
    ("beyond_bmp", "a character of four bytes", COUNTED, "user_id", "\U0001F3B5"),
    ("mail", "an address is hashed as it was given", COUNTED, "user_id", "anna@example.org"),
    ("nul_inside", "a zero byte in a value is part of it", COUNTED, "user_id", "a\0b"),
    ("long_value", "more than one block of SHA-256", COUNTED, "user_id", "0123456789abcdef" * 16),
]


def made():
    return subject("pseudonyms", [
        case(name, reason, {"key": key, "field": field, "value": value},
             {"pseudonym": pseudonym(bytes.fromhex(key), field, value)})
        for name, reason, key, field, value in CASES
    ])
