//! A binary tombstone, written by hand.

/// A message of protobuf's wire format, written as the list of its fields.
fn message(fields: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (number, content) in fields {
        varint(&mut bytes, u64::from(*number) << 3 | 2);
        varint(&mut bytes, content.len() as u64);
        bytes.extend_from_slice(content);
    }
    bytes
}

fn number(field: u8, value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    varint(&mut bytes, u64::from(field) << 3);
    varint(&mut bytes, value);
    bytes
}

fn varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn binary_frame(pc: u64, function: &[u8], id: &[u8]) -> Vec<u8> {
    let path = b"/data/app/~~q1W2e3R4t5==/lib/arm64/liboncall.so";
    [
        number(1, pc),
        number(2, 0x7100_0000 + pc),
        message(&[(4, function), (6, path), (8, id)]),
        number(5, 12),
    ]
    .concat()
}

fn binary_thread(id: u64, name: &[u8], frames: &[Vec<u8>]) -> Vec<u8> {
    let register = [message(&[(1, b"x0")]), number(2, 0x616e_6e61)].concat();
    let memory = message(&[(1, b"x1"), (4, b"anna.keller@example.org")]);
    let mut thread = [number(1, id), message(&[(2, name), (3, &register)])].concat();
    for frame in frames {
        thread.extend(message(&[(4, frame)]));
    }
    thread.extend(message(&[
        (5, &memory),
        (7, b"note about anna.keller@example.org"),
    ]));
    [number(1, id), message(&[(2, &thread)])].concat()
}

pub(super) fn binary_tombstone() -> Vec<u8> {
    let signal = [
        number(1, 6),
        message(&[(2, b"SIGABRT"), (4, b"SI_TKILL")]),
        number(9, 0x616e_6e61),
    ]
    .concat();
    let crashed = binary_thread(
        20433,
        b"sync of Anna",
        &[
            binary_frame(0x52b14, b"abort", b"8b1a9953c4611296a827abf8c47804d7"),
            binary_frame(0x1f3c88, b"", b""),
        ],
    );
    let other = binary_thread(
        20417,
        b"main",
        &[binary_frame(0xa1f48, b"__epoll_pwait", b"")],
    );
    let log = message(&[(2, &message(&[(6, b"signed in anna.keller@example.org")]))]);
    let file = message(&[(2, b"/data/user/0/files/anna.keller.db")]);
    [
        number(1, 1),
        message(&[(2, b"example/oak/oak:15"), (9, b"com.example.oncall")]),
        number(5, 20417),
        number(6, 20433),
        message(&[
            (10, &signal),
            (14, b"rota of anna.keller@example.org is empty"),
        ]),
        message(&[
            (16, &other),
            (16, &crashed),
            (17, b"\x3a\x04anna"),
            (18, &log),
            (19, &file),
        ]),
    ]
    .concat()
}
