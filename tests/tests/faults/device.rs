//! A real process of an app, driven line by line.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// One process.
pub(crate) struct Device {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Device {
    pub(crate) fn start(place: &std::path::Path) -> Self {
        Self::run(Command::new(env!("CARGO_BIN_EXE_device")).arg(place))
    }

    /// One that may have few files open.
    pub(crate) fn start_with_few_handles(place: &std::path::Path) -> Self {
        let limited = ["-c", "ulimit -n 64 && exec \"$0\" \"$1\""];
        let program = env!("CARGO_BIN_EXE_device");
        Self::run(Command::new("sh").args(limited).arg(program).arg(place))
    }

    fn run(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it was just built");
        let input = child.stdin.take().expect("it is piped");
        let output = BufReader::new(child.stdout.take().expect("it is piped"));
        Self {
            child,
            input,
            output,
        }
    }

    /// Sends it a signal of that name.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .arg(format!("-{name}"))
            .arg(self.child.id().to_string())
            .status();
        assert!(sent.expect("there is `kill`").success());
    }

    pub(crate) fn tell(&mut self, command: &str) {
        writeln!(self.input, "{command}").expect("the process reads");
    }

    pub(crate) fn hear(&mut self) -> String {
        let mut line = String::new();
        self.output
            .read_line(&mut line)
            .expect("the process writes");
        line.trim_end().to_owned()
    }

    pub(crate) fn ask(&mut self, command: &str) -> String {
        self.tell(command);
        self.hear()
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
