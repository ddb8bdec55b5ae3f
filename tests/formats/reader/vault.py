"""docs/formats/vault.md"""

from .aes_gcm import open_box
from .shared import DEVICE, sha256, tag, u64

KINDS = ("purpose", "held", "ledger", "issued", "limits")
LIMITERS = ("os", "organisation", "age", "signal")
REFUSALS = ("refused", "withdrawn", "objected")


def read_keys(items, install):
    """The vault keys by number."""
    keys = {}
    for item in items:
        if len(item) == 56 and item[:16] == install:
            keys[u64(item, 16)] = item[24:]
    return keys


def read(octets, items, purposes):
    """Every slot that was ever taken; open ones with their secrets."""
    pages = (len(octets) - 256) // 16_384
    assert 1 <= pages <= 36, "a vault has 1 to 36 pages"
    assert octets[:8] == b"SORDVALT" and octets[8:10] == b"\1\0", "not a vault of format 1"
    assert octets[32:64] == sha256(octets[:32]), "the header's hash differs"
    install = octets[16:32]
    keys = read_keys(items, install)
    names = {tag(kind.encode(), DEVICE, of.encode()): (kind, of) for kind in KINDS for of in ["", *purposes]}
    slots, words = [], {}
    for index in range(64 * pages):
        raw = octets[256 + 256 * index:512 + 256 * index]
        name = raw[64:80]
        if name == bytes(16):
            continue
        kind, of = names[name]
        slot = {"index": index, "generation": u64(raw, 16), "highest": u64(raw, 24), "kind": kind, "purpose": of}
        refused, answered = u64(raw, 0), u64(raw, 40)
        if refused not in (0, answered):
            slot["refusal"] = REFUSALS[refused & 3]
        lifted, lowered = ([raw[at + 4 * i:at + 4 * i + 4] for i in range(4)] for at in (48, 240))
        slot["lowered"] = [who for who, low, up in zip(LIMITERS, lowered, lifted)
                           if low[3] == low[0] ^ low[1] ^ low[2] ^ 0xA5 and low != up]
        if slot["generation"]:
            slot["key"] = u64(raw, 32)
            bound = b"sordino slot 1" + install + index.to_bytes(8, "little") + raw[16:24] + raw[32:40] + name
            content = open_box(keys[slot["key"]], bound, raw[80:220])
            assert len(content) == 112
            slot |= {"first": content[:32], "second": content[32:64], "sequence": u64(content, 64), "hash": content[72:104],
                     "off": content[104:]}
        else:
            assert raw[80:220] == bytes(140), "a closed slot keeps nothing"
        words[name] = raw[8:16]
        slots.append(slot)
    for slot in (slot for slot in slots if slot["generation"]):
        guard = "purpose" if slot["kind"] == "held" else slot["kind"]
        closes = words[tag(guard.encode(), DEVICE, slot["purpose"].encode())]
        assert slot["off"] == closes, "an open slot seals the off-word that stands at its purpose's place"
    return slots
