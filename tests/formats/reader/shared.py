"""docs/formats/README.md: tag and scope."""

import hashlib

DEVICE = bytes(17)


def u64(octets, at):
    return int.from_bytes(octets[at:at + 8], "little")


def i64(octets, at):
    return int.from_bytes(octets[at:at + 8], "little", signed=True)


def u32(octets, at):
    return int.from_bytes(octets[at:at + 4], "little")


def sha256(octets):
    return hashlib.sha256(octets).digest()


def tag(*parts):
    return sha256(b"".join(len(part).to_bytes(8, "little") + part for part in parts))[:16]


def checked(octets, length):
    """Whether `octets` is `length` bytes and the first 8 of their SHA-256."""
    return len(octets) == length + 8 and sha256(octets[:length])[:8] == octets[length:]
