"""docs/formats/queue.md"""

import struct

from maker.identity import message_id

from .aes_gcm import NotOurs, open_box, open_sealed
from .shared import DEVICE, checked, i64, tag, u32, u64

KINDS = ("context", "event", "crash", "identify")
END = 0xFFFFFFFF


class Text:
    """The text of a frame, read from its front."""

    def __init__(self, octets):
        self.octets, self.at = octets, 0

    def take(self, count):
        assert self.at + count <= len(self.octets), "a text that ends early"
        self.at += count
        return self.octets[self.at - count:self.at]

    def number(self):
        number = shift = 0
        while True:
            byte = self.take(1)[0]
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    def text(self):
        return self.take(self.number()).decode()

    def count(self):
        return int.from_bytes(self.take(2), "little")

    def members(self):
        return {self.text(): self.value() for _ in range(self.count())}

    def value(self):
        kind = self.take(1)[0]
        if kind in (0, 1):
            return kind == 1
        if kind == 2:
            number = self.number()
            return number >> 1 ^ -(number & 1)
        if kind == 3:
            return struct.unpack("<d", self.take(8))[0]
        if kind == 4:
            return self.text()
        if kind == 5:
            return [self.value() for _ in range(self.count())]
        assert kind == 6, "a kind of value that is none"
        return self.members()

    def record(self):
        kind = KINDS[self.number()]
        name = self.text() if kind == "event" else ""
        record = {"kind": kind, "name": name, "members": self.members()}
        assert self.at == len(self.octets), "something behind the members"
        return record


def read_segment(octets, place, secret):
    """The context, the records with their ids and offsets, and whether the writer is done."""
    slot, purpose, recipient = place
    header = octets[:192]
    named = b"SORDSEGM\1\0" + DEVICE + slot["index"].to_bytes(2, "little") + slot["generation"].to_bytes(8, "little")
    named += tag(b"purpose", purpose.encode()) + tag(b"recipient", recipient.encode())
    assert header[:69] == named, "a segment of another place"
    content = open_box(secret, header[:93], header[93:169])
    key, ids = content[:32], content[32:]
    bound = tag(header[:93])
    frames, at, ended = [], 192, False
    while at + 4 <= len(octets) and u32(octets, at):
        length = u32(octets, at)
        ended = length == END
        sealed = octets[at + 4:at + 4 + length]
        if ended or len(sealed) < length:
            break
        number = len(frames).to_bytes(4, "little")
        try:
            text = open_sealed(key, number + bytes(8), bound + number, sealed[:-16], sealed[-16:])
        except NotOurs:
            break
        frame = Text(text).record()
        frames.append(frame | {"message_id": message_id(ids, len(frames)), "offset": at, "bytes": 4 + length})
        at += 4 + length
    return {"begun": i64(header, 85), "id": header[69:85], "frames": frames, "ended": ended, "behind": at}


def read_sent(octets):
    """How far a segment was sent: number and offset."""
    assert checked(octets, 12)
    return u32(octets, 0), u64(octets, 4)


def read_totals(octets):
    assert checked(octets, 280)
    count = u64(octets, 16)
    names = [octets[24 + 16 * at:40 + 16 * at] for at in range(count & 0xFFFF)]
    return {"records": u64(octets, 0), "bytes": u64(octets, 8), "unsure": bool(count >> 63),
            "ended": count >> 16 & 0xFFFFFFFF,
            "open": [f"{name[:8].hex()}-{name[8:].hex()}.seg" for name in names]}


def read_uploads(octets, recipients):
    names = {tag(b"recipient", name.encode()): name for name in recipients}
    rows = []
    for at in range(0, len(octets), 48):
        row = octets[at:at + 48]
        if len(row) == 48 and u64(row, 0):
            rows.append({"recipient": names[row[16:32]], "alive": i64(row, 8), "records": u64(row, 32),
                         "upload": u64(row, 40)})
    return rows
