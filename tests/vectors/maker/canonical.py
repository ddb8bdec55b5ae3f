"""docs/formats/README.md: canonical JSON (RFC 8785; whole numbers only), and hashes as hex."""

import hashlib
import json


def canonical(value):
    """The canonical text of a value."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(name)}:{canonical(member)}" for name, member in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    assert not isinstance(value, float), "RFC 8785 writes these in a way of its own; no format here has any"
    return json.dumps(value, ensure_ascii=False)


def sha256_hex(text):
    return hashlib.sha256(text.encode()).hexdigest()


# RFC 8785, 3.2.3: the example of sorted members and escapes, less its numbers with fractions.
EXAMPLE = {"string": "\u20ac$\u000f\u000aA'B\"\\\\\"/", "literals": [None, True, False]}
EXAMPLE_TEXT = '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'


def check():
    assert canonical(EXAMPLE) == EXAMPLE_TEXT, "this is not RFC 8785's example"
    names = {"\u20ac": 0, "\r": 0, "\ufb33": 0, "1": 0, "\U0001f600": 0, "\u0080": 0, "\u00f6": 0}
    order = ["\\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    wanted = "{" + ",".join(f'"{name}":0' for name in order) + "}"
    assert canonical(names) == wanted, "members are not in RFC 8785's order"
