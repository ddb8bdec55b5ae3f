"""docs/formats/identity.md"""

from .aes_gcm import open_box
from .shared import i64, tag, u32


def read(octets, slot, recipients):
    """Recipient to its epoch and key."""
    names = {tag(b"recipient", name.encode()): name for name in recipients}
    keys = {}
    for at in range(0, len(octets) - len(octets) % 88, 88):
        name, box = octets[at:at + 16], octets[at + 16:at + 88]
        place = slot["index"].to_bytes(8, "little") + slot["generation"].to_bytes(8, "little")
        content = open_box(slot["second"], b"sordino identity 1" + place + name, box)
        assert len(content) == 44
        keys[names[name]] = {"epoch": u32(content, 0), "began": i64(content, 4), "key": content[12:]}
    return keys
