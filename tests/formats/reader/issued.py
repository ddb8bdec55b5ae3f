"""docs/formats/issued.md"""

import json

from .aes_gcm import NotOurs, open_box
from .shared import u32

MEMBERS = ["purpose", "recipient", "field", "pseudonym", "time", "until"]


def read(octets, key):
    rows, at = [], 0
    while at + 4 <= len(octets) and at + 4 + u32(octets, at) <= len(octets):
        end = at + 4 + u32(octets, at)
        try:
            row = json.loads(open_box(key, b"sordino issued 1", octets[at + 4:end]))
            assert sorted(row) == sorted(MEMBERS)
            rows.append(row)
        except NotOurs:
            pass  # a damaged row is stepped over
        at = end
    return rows
