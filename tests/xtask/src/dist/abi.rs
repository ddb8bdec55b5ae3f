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
}

/// Nearly every phone of today.
pub(crate) const ARM64: Abi = Abi {
    name: "arm64-v8a",
    triple: "aarch64-linux-android",
    ndk: "aarch64-linux-android26",
    zig: &["-target", "aarch64-linux-musl"],
};

/// 32-bit Intel is left out: its lock in musl's headers is smaller than the one in Android's library.
pub(super) const ALL: [Abi; 3] = [
    ARM64,
    Abi {
        name: "armeabi-v7a",
        triple: "armv7-linux-androideabi",
        ndk: "armv7a-linux-androideabi26",
        zig: &["-target", "arm-linux-musleabi", "-mcpu=generic+v7a"],
    },
    Abi {
        name: "x86_64",
        triple: "x86_64-linux-android",
        ndk: "x86_64-linux-android26",
        zig: &["-target", "x86_64-linux-musl"],
    },
];
