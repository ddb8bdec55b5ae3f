"""docs/formats/flows.md"""

import uuid

from .aes_gcm import NotOurs, open_box
from .shared import i64, tag, u32, u64

PLACE = 4096
STAGES = ["NotAsked", "Owed", "Confirmed", "GivenUp"]
CARDS = ["none", "unknown", "known", "gone"]


def uuid8(octets):
    octets = bytearray(octets)
    octets[6], octets[8] = octets[6] & 0x0F | 0x80, octets[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(octets)))


def history(octets):
    return {"asked": octets[0], "wished": octets[1] == 1, "granted_runs": octets[2]}


def state(octets, policy):
    recipients = {tag(recipient["id"].encode()): recipient["id"] for recipient in policy["recipients"]}
    at, tokens, numbers = 71, [], []
    for _ in range(octets[70]):
        issued, at_server, tries = octets[at + 16:at + 19]
        tokens.append({"recipient": recipients[octets[at:at + 16]], "issued": issued == 1, "at_server": at_server == 1,
                       "tries": tries})
        at += 19
    count, at = octets[at], at + 1
    for _ in range(count):
        length = octets[at]
        numbers.append(octets[at + 1:at + 1 + length].decode())
        at += 1 + length
    return {
        "number": u64(octets, 0), "in_doubt": octets[16] == 1, "contacts_phase": octets[17], "card": CARDS[octets[18]],
        "declined": octets[19], "push_phase": octets[20], "offered": u32(octets, 22) if octets[21] else None,
        "version": u32(octets, 26), "contacts_history": history(octets[30:33]), "push_history": history(octets[33:36]),
        "deletion": {"stage": STAGES[octets[36]], "asked": i64(octets, 38), "tries": octets[37], "id": uuid8(octets[54:70])},
        "tokens": tokens, "written": numbers, "id": octets[at:].decode(),
    }


def read(octets, key, policy):
    found = []
    for place in (octets[:PLACE], octets[PLACE:2 * PLACE]):
        try:
            found.append(state(open_box(key, b"sordino flows 1", place[4:4 + u32(place, 0)]), policy))
        except NotOurs:
            pass  # the other place holds
    return max(found, key=lambda one: one["number"])
