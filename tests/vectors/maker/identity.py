"""docs/formats/identity.md: the formula of pseudonyms, and the UUID that carries 128 bits."""

import hashlib
import hmac


def uuid8(sixteen):
    """RFC 9562, version 8, variant 10: 122 of the 128 bits stay."""
    octets = bytearray(sixteen)
    octets[6] = octets[6] & 0x0F | 0x80
    octets[8] = octets[8] & 0x3F | 0x80
    digits = octets.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def pseudonym(key, field, value):
    text = field.encode() + b"\0" + value.encode()
    return uuid8(hmac.new(key, text, hashlib.sha256).digest()[:16])


def message_id(ids, frame):
    """docs/formats/queue.md: the id under which a frame is sent."""
    return uuid8(hashlib.sha256(ids + frame.to_bytes(4, "little")).digest()[:16])
