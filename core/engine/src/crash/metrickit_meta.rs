//! What MetricKit says about a crash beside its stacks.

/// The members of `diagnosticMetaData` that are read. Devices, versions and regions of memory are not.
#[derive(Debug, Default)]
pub(super) struct Meta {
    signal: Option<u32>,
    exception: Option<u32>,
    termination: String,
    name: String,
    message: String,
}

impl Meta {
    /// Whether an object under `key` holds the reason of an Objective-C exception.
    pub(super) fn is_reason(key: &str) -> bool {
        matches!(key, "exceptionReason" | "objectiveCexceptionReason")
    }

    pub(super) fn member(&mut self, key: &str, value: &str) {
        match key {
            "signal" => self.signal = value.parse().ok(),
            "exceptionType" => self.exception = value.parse().ok(),
            "terminationReason" => self.termination = value.to_owned(),
            _ => {}
        }
    }

    pub(super) fn reason(&mut self, key: &str, value: &str) {
        match key {
            "exceptionName" => self.name = value.to_owned(),
            "exceptionType" if self.name.is_empty() => self.name = value.to_owned(),
            "composedMessage" => self.message = value.to_owned(),
            _ => {}
        }
    }

    /// Type and message, as a crash report in text would print them.
    pub(super) fn exception(self) -> (String, String) {
        let kind = match (self.exception.map(kernel), self.signal.map(signal)) {
            (Some(kind), Some(signal)) => format!("{kind} ({signal})"),
            (Some(kind), None) => kind,
            (None, Some(signal)) => signal,
            (None, None) => String::new(),
        };
        let ty = if self.name.is_empty() {
            kind
        } else {
            self.name
        };
        let value = if self.message.is_empty() {
            self.termination
        } else {
            self.message
        };
        (ty, value)
    }
}

/// Names from `mach/exception_types.h`.
fn kernel(number: u32) -> String {
    let name = match number {
        1 => "EXC_BAD_ACCESS",
        2 => "EXC_BAD_INSTRUCTION",
        3 => "EXC_ARITHMETIC",
        4 => "EXC_EMULATION",
        5 => "EXC_SOFTWARE",
        6 => "EXC_BREAKPOINT",
        7 => "EXC_SYSCALL",
        8 => "EXC_MACH_SYSCALL",
        9 => "EXC_RPC_ALERT",
        10 => "EXC_CRASH",
        11 => "EXC_RESOURCE",
        12 => "EXC_GUARD",
        13 => "EXC_CORPSE_NOTIFY",
        _ => return format!("exception {number}"),
    };
    name.to_owned()
}

/// Names from Darwin's `sys/signal.h`.
fn signal(number: u32) -> String {
    let name = match number {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        5 => "SIGTRAP",
        6 => "SIGABRT",
        7 => "SIGEMT",
        8 => "SIGFPE",
        9 => "SIGKILL",
        10 => "SIGBUS",
        11 => "SIGSEGV",
        12 => "SIGSYS",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        _ => return format!("signal {number}"),
    };
    name.to_owned()
}
