"""docs/formats/owed.md"""

from .shared import i64, sha256, tag, u64

ENTRY = 64
AT_LEAST = 1 << 63


def count(number):
    return {"number": number & ~AT_LEAST, "exact": number < AT_LEAST}


def read(octets, policy):
    purposes = {tag(purpose["id"].encode()): purpose["id"] for purpose in policy["purposes"]}
    recipients = {tag(recipient["id"].encode()): recipient["id"] for recipient in policy["recipients"]}
    rows = []
    for at in range(0, len(octets) - ENTRY + 1, ENTRY):
        entry = octets[at:at + ENTRY]
        if sha256(b"sordino owed 1" + entry[:56])[:8] != entry[56:]:
            continue  # free
        rows.append({"purpose": purposes.get(entry[:16]), "recipient": recipients.get(entry[16:32]), "time": i64(entry, 32),
                     "records": count(u64(entry, 40)), "bytes": count(u64(entry, 48))})
    return rows
