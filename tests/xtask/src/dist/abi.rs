//! The kinds of processor that the Android library is built for.

/// One of them.
#[derive(Clone, Copy)]
pub(crate) struct Abi {
    /// Its folder in an AAR.
    pub(crate) name: &'static str,
    /// Rust's name.
    pub(crate) triple: &'static str,
    /// What the compiler of an NDK calls it, with the oldest Android.
    pub(super) ndk: &'static str,
    /// What zig calls the same processor under Linux.
    pub(super) zig: &'static [&'static str],
    /// The same with glibc in place of musl, as the processes of `tests/shipped` have it.
    pub(super) glibc: &'static [&'static str],
    /// What Rust calls the processor.
    pub(super) processor: &'static str,
    /// What QEMU calls it.
    pub(super) qemu: &'static str,
    /// What Debian calls it. For armv7 that is the kind that hands numbers with a fraction over as Android does.
    pub(super) debian: &'static str,
}

/// The oldest Android that the library is for, as an API level.
pub(super) const MIN_SDK: u32 = 26;

/// Nearly every phone of today.
pub(crate) const ARM64: Abi = Abi {
    name: "arm64-v8a",
    triple: "aarch64-linux-android",
    ndk: "aarch64-linux-android26",
    zig: &["-target", "aarch64-linux-musl"],
    glibc: &["-target", "aarch64-linux-gnu.2.31"],
    processor: "aarch64",
    qemu: "aarch64",
    debian: "arm64",
};

/// 32-bit Intel is left out: its lock in musl's headers is smaller than the one in Android's library.
pub(super) const ALL: [Abi; 3] = [
    ARM64,
    Abi {
        name: "armeabi-v7a",
        triple: "armv7-linux-androideabi",
        ndk: "armv7a-linux-androideabi26",
        zig: &["-target", "arm-linux-musleabi", "-mcpu=generic+v7a"],
        glibc: &["-target", "arm-linux-gnueabi.2.31", "-mcpu=generic+v7a"],
        processor: "arm",
        qemu: "arm",
        debian: "armel",
    },
    Abi {
        name: "x86_64",
        triple: "x86_64-linux-android",
        ndk: "x86_64-linux-android26",
        zig: &["-target", "x86_64-linux-musl"],
        glibc: &["-target", "x86_64-linux-gnu.2.31"],
        processor: "x86_64",
        qemu: "x86_64",
        debian: "amd64",
    },
];
