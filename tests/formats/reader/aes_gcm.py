"""AES-256-GCM by FIPS 197 and NIST SP 800-38D. Slow, plain, and not for anything but reading test files."""


class NotOurs(Exception):
    """The text does not open under this key, for this place."""


def _times_two(byte):
    return (byte << 1) ^ (0x11B if byte & 0x80 else 0)


def _make_s_box():
    """The inverse in GF(2^8), then the affine map (FIPS 197, 5.1.1)."""
    box, value, inverse = [0x63] * 256, 1, 1
    while True:
        # Times three goes through all numbers but zero; its inverse is divided by three meanwhile.
        value ^= _times_two(value)
        for shift in (1, 2, 4):
            inverse = (inverse ^ inverse << shift) & 0xFF
        inverse ^= 0x09 if inverse & 0x80 else 0
        box[value] = 0x63
        for turn in range(5):
            box[value] ^= (inverse << turn | inverse >> 8 - turn) & 0xFF
        if value == 1:
            return box


S_BOX = _make_s_box()


def _expand(key):
    words = [list(key[at:at + 4]) for at in range(0, 32, 4)]
    round_constant = 1
    for at in range(8, 60):
        word = list(words[-1])
        if at % 8 == 0:
            word = [S_BOX[byte] for byte in word[1:] + word[:1]]
            word[0] ^= round_constant
            round_constant = _times_two(round_constant)
        elif at % 8 == 4:
            word = [S_BOX[byte] for byte in word]
        words.append([ours ^ theirs for ours, theirs in zip(words[at - 8], word)])
    return [sum(words[at:at + 4], []) for at in range(0, 60, 4)]


def encrypt_block(schedule, block):
    state = [byte ^ key for byte, key in zip(block, schedule[0])]
    for step, round_key in enumerate(schedule[1:], 1):
        state = [S_BOX[state[(at + 4 * (at % 4)) % 16]] for at in range(16)]
        if step < 14:
            mixed = []
            for column in (state[at:at + 4] for at in range(0, 16, 4)):
                whole = column[0] ^ column[1] ^ column[2] ^ column[3]
                mixed += [column[at] ^ whole ^ _times_two(column[at] ^ column[(at + 1) % 4]) for at in range(4)]
            state = mixed
        state = [byte ^ key for byte, key in zip(state, round_key)]
    return bytes(state)


def _multiply(one, other):
    """In GF(2^128), the bits in GCM's order."""
    product = 0
    for at in range(127, -1, -1):
        if other >> at & 1:
            product ^= one
        one = one >> 1 ^ (0xE1 << 120 if one & 1 else 0)
    return product


def _hash(key, bound, sealed):
    total = 0
    for part in (bound, sealed):
        for at in range(0, len(part), 16):
            block = part[at:at + 16].ljust(16, b"\0")
            total = _multiply(total ^ int.from_bytes(block, "big"), key)
    lengths = len(bound) * 8 << 64 | len(sealed) * 8
    return _multiply(total ^ lengths, key)


def _apply(key, nonce, bound, text, sealing):
    """The text turned, and the tag of what is sealed."""
    schedule = _expand(key)
    stream = b"".join(
        encrypt_block(schedule, nonce + (2 + at).to_bytes(4, "big")) for at in range((len(text) + 15) // 16)
    )
    turned = bytes(byte ^ pad for byte, pad in zip(text, stream))
    hash_key = int.from_bytes(encrypt_block(schedule, bytes(16)), "big")
    hashed = _hash(hash_key, bound, turned if sealing else text)
    mask = int.from_bytes(encrypt_block(schedule, nonce + b"\0\0\0\1"), "big")
    return turned, (hashed ^ mask).to_bytes(16, "big")


def seal(key, nonce, bound, text):
    return _apply(key, nonce, bound, text, sealing=True)


def open_sealed(key, nonce, bound, sealed, tag):
    text, wanted = _apply(key, nonce, bound, sealed, sealing=False)
    if wanted != tag:
        raise NotOurs
    return text


def open_box(key, bound, box):
    """docs/formats/README.md, box: nonce, text, tag."""
    if len(box) < 28:
        raise NotOurs
    return open_sealed(key, box[:12], bound, box[12:-16], box[-16:])


# "The Galois/Counter Mode of Operation" by McGrew and Viega, test cases 13, 14 and 16: key, nonce, bound, text, sealed.
KEY_16 = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2)
PUBLISHED = [
    (bytes(32), bytes(12), b"", b"", "530f8afbc74536b9a963b4f1c4cb738b"),
    (bytes(32), bytes(12), b"", bytes(16), "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"),
    (KEY_16, bytes.fromhex("cafebabefacedbaddecaf888"),
     bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
     bytes.fromhex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
                   "b16aedf5aa0de657ba637b39"),
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0a"
     "bcc9f66276fc6ece0f4e1768cddf8853bb2d551b"),
]


def check():
    # FIPS 197, C.3.
    block = encrypt_block(_expand(bytes(range(32))), bytes(range(0, 256, 17)))
    assert block.hex() == "8ea2b7ca516745bfeafc49904b496089", "AES-256 is not that of FIPS 197"
    for key, nonce, bound, text, wanted in PUBLISHED:
        sealed, tag = seal(key, nonce, bound, text)
        assert (sealed + tag).hex() == wanted, "AES-256-GCM is not that of its test vectors"
        assert open_sealed(key, nonce, bound, sealed, tag) == text, "what was sealed does not open"
