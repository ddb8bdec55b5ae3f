"""docs/formats/ledger.md"""

import json

from maker.canonical import canonical, sha256_hex

from .aes_gcm import open_box
from .shared import DEVICE, u32


def read(octets, key):
    """The entries, each checked to follow the one before."""
    header = octets[:64]
    assert header[:8] == b"SORDLDGR" and header[8:10] == b"\1\0", "not a ledger of format 1"
    assert header[10:27] == DEVICE, "a chain of another scope"
    entries, previous, at = [], "0" * 64, 64
    while 28 <= u32(octets, at) <= 16_384:
        length = u32(octets, at)
        bound = header + len(entries).to_bytes(8, "little")
        text = open_box(key, bound, octets[at + 4:at + 4 + length]).decode()
        entry = json.loads(text)
        assert text == canonical(entry), "an entry is canonical JSON"
        assert (entry["sequence"], entry["previous"]) == (len(entries), previous), "an entry follows the one before"
        previous = sha256_hex(text)
        entries.append(entry)
        at += 4 + length
    assert not any(octets[at:]), "behind the chain are zeros"
    assert len(octets) - at >= 16 * 1024, "an off needs no free space"
    assert entries[0]["what"]["chain"] == header[27:43].hex(), "the first entry names the chain"
    return entries
