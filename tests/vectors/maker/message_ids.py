"""Message ids: which frame of which segment is sent under which id."""

from .case import case, subject
from .identity import message_id

CASES = [
    ("first", "the first record is frame 1, because frame 0 is the context", "00" * 16, 1),
    ("context", "the context has a number too, though it is never sent by itself", "00" * 16, 0),
    ("second", "the next frame of a segment has another id", "00" * 16, 2),
    ("other_segment", "the same frame of another segment has another id", "01" + "00" * 15, 1),
    ("last_byte", "the last byte of the segment's random name counts", "00" * 15 + "01", 1),
    ("all_ones", "every bit of the random name may be set", "ff" * 16, 1),
    ("ascending", "bytes are taken in their order", "000102030405060708090a0b0c0d0e0f", 1),
    ("descending", "bytes in the other order are another name", "0f0e0d0c0b0a09080706050403020100", 1),
    ("one_byte", "255 is the last number of one byte", "42" * 16, 255),
    ("two_bytes", "256 shows that numbers are little-endian", "42" * 16, 256),
    ("swapped", "65536 is 256 with its bytes moved on", "42" * 16, 65536),
    ("fourth_byte", "the fourth byte of the number counts", "42" * 16, 1 << 24),
    ("segment_full", "4096 is the last frame of a full segment", "5a" * 16, 4096),
    ("half_range", "a number whose highest bit is set stays unsigned", "5a" * 16, 1 << 31),
    ("last_number", "the largest number of a frame", "5a" * 16, (1 << 32) - 1),
    ("ascii", "a name whose bytes are letters is no text", "616263646566676869706b6c6d6e6f70", 7),
]


def made():
    return subject("message_ids", [
        case(name, reason, {"ids": ids, "frame": frame}, {"message_id": message_id(bytes.fromhex(ids), frame)})
        for name, reason, ids, frame in CASES
    ])
