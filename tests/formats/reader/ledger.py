"""docs/formats/ledger.md"""

import json

from maker.canonical import canonical, sha256_hex

from .aes_gcm import open_box
from .shared import DEVICE, u32

MARK = 1 << 31


def lengths(octets, at, ended):
    """Where each frame's box lies, and whether it is marked as a checkpoint."""
    while at < len(octets):
        length, marked = u32(octets, at) & (MARK - 1), u32(octets, at) >= MARK
        if not 28 <= length <= (131_072 if marked else 16_384):
            assert not any(octets[at:]), "behind the chain are zeros"
            assert ended or len(octets) - at >= 16 * 1024, "an off needs no free space"
            return
        yield at + 4, length, marked
        at += 4 + length
    assert ended, "an off needs no free space"


def read(disk, key):
    """The entries of all parts that are kept, each checked to follow the one before."""
    entries = []
    for path in [*sorted((disk / "ledger.past").glob("*")), disk / "ledger"]:
        part = read_part(path.read_bytes(), key, ended=path.name != "ledger")
        if path.name != "ledger":
            assert path.name == f"{part[0]['sequence']:016x}", "an older part is named by its first entry"
        if entries:
            assert part[0]["sequence"] == entries[-1]["sequence"] + 1, "no part is missing"
            assert part[0]["previous"] == sha256_hex(canonical(entries[-1])), "a part follows the one before"
        entries += part
    for at, entry in enumerate(entries):
        check_standing(entries[:at], entry["what"])
    return entries


def read_part(octets, key, ended):
    """The entries of one part."""
    header = octets[:64]
    assert header[:8] == b"SORDLDGR" and header[8:10] == b"\1\0", "not a ledger of format 1"
    assert header[10:27] == DEVICE, "a chain of another scope"
    entries, previous = [], "0" * 64
    sequence = first = int.from_bytes(header[43:51], "little")
    for at, length, marked in lengths(octets, 64, ended):
        bound = header + sequence.to_bytes(8, "little")
        text = open_box(key, bound, octets[at:at + length]).decode()
        entry = json.loads(text)
        assert text == canonical(entry), "an entry is canonical JSON"
        assert entry["sequence"] == sequence, "an entry stands at its place"
        assert entry["previous"] == previous or sequence == first > 0, "an entry follows the one before"
        assert marked == (entry["what"]["kind"] == "checkpoint"), "a checkpoint's length is marked"
        previous = sha256_hex(text)
        entries.append(entry)
        sequence += 1
    assert entries[0]["what"]["kind"] in (("checkpoint",) if first else ("genesis", "tombstone")), "a part's beginning"
    assert entries[0]["what"]["chain"] == header[27:43].hex(), "the first entry names the chain"
    return entries


def check_standing(before, what):
    """A checkpoint says of choices and limits what the entries before it say."""
    if what["kind"] != "checkpoint" or before[0]["what"]["kind"] == "checkpoint":
        return
    choices, limits = {}, {}
    for entry in before:
        said = entry["what"]
        if said["kind"] == "tombstone":
            for purpose, state in said["surviving"]:
                choices[purpose] = (state, entry["time"], entry["policy_hash"], "")
            for limiter, purpose in said.get("lowered", []):
                limits[limiter, purpose] = False
        elif said["kind"] == "choice":
            since = said.get("material_since", "")
            choices[said["purpose"]] = (said["state"], entry["time"], entry["policy_hash"], since)
        elif said["kind"] == "limit":
            limits[said["limiter"], said["purpose"]] = said["allows"]
    then = {one["purpose"]: (one["state"], one["time"], one["policy_hash"], one.get("material_since", ""))
            for one in what["choices"]}
    assert then == choices, "a checkpoint's choices"
    assert {(who, purpose): allows for who, purpose, allows in what["limits"]} == limits, "a checkpoint's limits"
    by_sequence = {entry["sequence"]: entry for entry in before}
    for opening in what["openings"]:
        entry = by_sequence[opening["sequence"]]
        assert (opening["hash"], opening["time"]) == (sha256_hex(canonical(entry)), entry["time"]), "an opening"
    assert what["began"] == sha256_hex(canonical(before[0])), "the chain's first entry"
