//! The one shape that every crash source becomes before it is gated and minimised.
//!
//! Each text leaf has a field of its own in the policy, named beside it. Nothing else of a crash
//! report is read: never memory, registers, logs or open files.

/// Where a crash report comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// A Rust panic with its backtrace.
    Rust,
    /// A Java or Kotlin stack trace with its causes.
    Jvm,
    /// An `NSException` or a Swift crash text.
    NsException,
    /// A MetricKit call-stack tree (JSON).
    MetricKit,
    /// An Android tombstone, as text or as the binary protobuf.
    Tombstone,
    /// An Android trace of an app that did not respond.
    Anr,
    /// A Dart or Flutter error with its stack, obfuscated or not.
    Dart,
    /// A JavaScript error with its stack, as React Native's engines print it.
    JavaScript,
}

/// What is kept of a crash report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trace {
    /// The exceptions, outermost last as in Sentry's protocol: causes come first.
    pub exceptions: Vec<Exception>,
    /// Threads, where the source names them; the one that crashed carries no frames twice.
    pub threads: Vec<Thread>,
    /// Loaded images that frames lie in, for symbolication.
    pub images: Vec<Image>,
}

/// One exception, panic or signal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exception {
    /// `exception_type`: class, `panic` or signal name.
    pub ty: String,
    /// `exception_value`: its message. Free text.
    pub value: String,
    /// Frames, the innermost call first, as the sources print them.
    pub frames: Vec<Frame>,
}

/// One call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// `stack_function`.
    pub function: Option<String>,
    /// `stack_module`: the class or crate path that the function stands in.
    pub module: Option<String>,
    /// `stack_package`: the name of the library or executable that the call lies in.
    pub package: Option<String>,
    /// `stack_file`: a path; user names in it are scrubbed.
    pub file: Option<String>,
    /// `stack_line`.
    pub line: Option<u64>,
    /// `stack_column`, counted from 1.
    pub column: Option<u64>,
    /// `stack_address`: where the call lies in memory.
    pub address: Option<u64>,
    /// `stack_offset`: where the call lies in its library, or in the bytecode of its bundle; counted from 0.
    pub offset: Option<u64>,
}

/// One thread.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Thread {
    /// `thread_name`. Free text.
    pub name: Option<String>,
    /// `thread_state`, as an ANR trace prints it.
    pub state: Option<String>,
    /// Whether it is the one that crashed or hung.
    pub crashed: bool,
    /// Frames, the innermost call first.
    pub frames: Vec<Frame>,
}

/// One loaded library or executable, or the file that names the calls of a build.
///
/// `mapping.txt` is the file that R8 writes; a bundle's image bears the id of its source map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Image {
    /// `image_file`: its path or name.
    pub file: String,
    /// `image_debug_id`: build id or UUID, as printed.
    pub debug_id: Option<String>,
    /// `image_address`: where it was loaded.
    pub address: Option<u64>,
}

/// Why a crash report was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CrashRefusal {
    /// Not text, not JSON or not the protobuf its source promises.
    Malformed,
    /// Nothing in it names a frame or an exception.
    Empty,
    /// Over the bound on its size.
    TooLarge,
    /// This library was built without the reader of its source: an Apple form on Android, or the other way round.
    NotCarried,
}
