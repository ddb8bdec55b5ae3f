"""docs/formats/vault.md"""

from .aes_gcm import open_box
from .shared import DEVICE, sha256, tag, u64

KINDS = ("purpose", "held", "ledger", "issued")


def read_keys(items, install):
    """The vault keys by number."""
    keys = {}
    for item in items:
        if len(item) == 56 and item[:16] == install:
            keys[u64(item, 16)] = item[24:]
    return keys


def read(octets, items, purposes):
    """Every slot that was ever taken; open ones with their secrets."""
    assert len(octets) == 16_640, "a vault has 16,640 bytes"
    assert octets[:8] == b"SORDVALT" and octets[8:10] == b"\1\0", "not a vault of format 1"
    assert octets[32:64] == sha256(octets[:32]), "the header's hash differs"
    install = octets[16:32]
    keys = read_keys(items, install)
    names = {tag(kind.encode(), DEVICE, of.encode()): (kind, of) for kind in KINDS for of in ["", *purposes]}
    slots = []
    for index in range(64):
        raw = octets[256 + 256 * index:512 + 256 * index]
        name = raw[24:40]
        if name == bytes(16):
            continue
        kind, of = names[name]
        slot = {"index": index, "generation": u64(raw, 0), "highest": u64(raw, 8), "kind": kind, "purpose": of}
        if slot["generation"]:
            slot["key"] = u64(raw, 16)
            bound = b"sordino slot 1" + install + index.to_bytes(8, "little") + raw[:8] + raw[16:24] + name
            content = open_box(keys[slot["key"]], bound, raw[40:172])
            assert len(content) == 104
            slot |= {"first": content[:32], "second": content[32:64], "sequence": u64(content, 64), "hash": content[72:]}
        else:
            assert raw[40:172] == bytes(132), "a closed slot keeps nothing"
        slots.append(slot)
    return slots
