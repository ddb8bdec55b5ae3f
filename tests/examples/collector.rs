//! Sends logs to an OpenTelemetry Collector that is not ours, and holds what it wrote down against what was meant.
//!
//!     cargo run -p sordino-tests --example collector -- PROGRAM FOLDER
//!
//! `PROGRAM` is a Collector that takes `tests/servers/collector/config.yaml`. Each check is a line that begins with `held:`
//! or `BROKEN:`.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use sordino_engine::crash::Source;
use sordino_engine::upload::{Answer, Reply, Reported};
use sordino_engine::{Account, Crash, Options};
use sordino_testkit::{otlp, vectors};
use sordino_tests::{Rig, collector_policy, event, unpack};

const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);
const PROTOBUF: &str = "application/x-protobuf";
const REPORT: &[u8] = b"java.lang.IllegalStateException: no rota for anna@example.org\n\tat com.example.Rota.owner(Rota.kt:12)\n";

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

/// A Collector under way; it ends with this.
struct Collector {
    process: Child,
    port: u16,
    written: PathBuf,
    /// Lines that were looked at.
    read: usize,
}

impl Collector {
    fn start(program: &Path, folder: &Path) -> Fallible<Self> {
        fs::create_dir_all(folder)?;
        let written = folder.join("logs.json");
        let _ = fs::remove_file(&written);
        // Nothing else listens there a moment later.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("servers/collector/config.yaml");
        let process = Command::new(program)
            .arg("--config")
            .arg(config)
            .env("COLLECTOR_PORT", port.to_string())
            .env("COLLECTOR_FILE", &written)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()?;
        let mut collector = Self {
            process,
            port,
            written,
            read: 0,
        };
        let until = Instant::now() + PATIENCE;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = collector.process.try_wait()? {
                return Err(format!("the Collector ended at once ({status})").into());
            }
            if Instant::now() > until {
                return Err("the Collector does not listen".into());
            }
            thread::sleep(PAUSE);
        }
        Ok(collector)
    }

    /// Posts a request; what was answered.
    fn post(&self, headers: &[(String, String)], body: &[u8]) -> Fallible<Answer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "POST /v1/logs HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: {}\r\n",
            body.len()
        )?;
        for (name, value) in headers {
            write!(stream, "{name}: {value}\r\n")?;
        }
        stream.write_all(b"\r\n")?;
        stream.write_all(body)?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.ok_or("no answer")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split_whitespace().nth(1).ok_or("no status")?.parse()?;
        let content_type = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-type")
                .then(|| value.to_owned())
        });
        Ok(Answer {
            content_type,
            start: bytes[end + 4..].iter().copied().take(64).collect(),
            ..Answer::of(status)
        })
    }

    fn post_body(&self, body: &[u8]) -> Fallible<u16> {
        let headers = [("Content-Type".to_owned(), PROTOBUF.to_owned())];
        Ok(self.post(&headers, body)?.status)
    }

    /// The next line that it wrote down.
    fn next_line(&mut self) -> Fallible<Json> {
        let until = Instant::now() + PATIENCE;
        loop {
            let text = fs::read_to_string(&self.written).unwrap_or_default();
            let mut whole = text
                .split_inclusive('\n')
                .filter(|line| line.ends_with('\n'));
            if let Some(line) = whole.nth(self.read) {
                self.read += 1;
                return Ok(without_bodies(serde_json::from_str(line)?));
            }
            if Instant::now() > until {
                return Err("the Collector wrote no further line".into());
            }
            thread::sleep(PAUSE);
        }
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The Collector writes an empty `body` into each record.
fn without_bodies(mut logs: Json) -> Json {
    for path in ["/resourceLogs/0/scopeLogs/0/logRecords"] {
        let records = logs.pointer_mut(path).and_then(Json::as_array_mut);
        for record in records
            .into_iter()
            .flatten()
            .filter_map(Json::as_object_mut)
        {
            if record
                .get("body")
                .is_some_and(|body| *body == serde_json::json!({}))
            {
                record.remove("body");
            }
        }
    }
    logs
}

fn hold(held: bool, what: &str) {
    let word = if held { "held" } else { "BROKEN" };
    println!("{word}: {what}");
}

/// Every case of the vectors, whose wanted fields were made by a script from the pages.
fn of_the_vectors(collector: &mut Collector) -> Fallible<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/otlp_logs.json");
    let text = fs::read_to_string(path)?;
    let file: Json = serde_json::from_str(&text.replace("{version}", env!("CARGO_PKG_VERSION")))?;
    for case in file["cases"].as_array().ok_or("no cases")? {
        let name = case["name"].as_str().unwrap_or_default();
        let body = vectors::otlp_body(&case["in"]).ok_or("a case is no input")?;
        let status = collector.post_body(&body)?;
        hold(status == 200, &format!("the Collector takes `{name}`"));
        let line = collector.next_line()?;
        hold(
            line == case["want"]["body"],
            &format!("it wrote down `{name}` field by field"),
        );
    }
    Ok(())
}

/// What an engine sends of an event, a sign-in and a crash report, after a failure.
fn of_an_engine(collector: &mut Collector) -> Fallible<()> {
    let rig = Rig::default();
    let engine = rig.open_with(collector_policy(), Options::default());
    for purpose in ["usage", "crashes"] {
        engine.turn_on(purpose, Rig::SHOWN)?;
    }
    let account = Account {
        user_id: Some("u-raw-4711".into()),
        customer_id: None,
    };
    engine.sign_in(account, &[]);
    engine.record(&event("alert_opened", &[("minutes", 3.into())]));
    engine.crash(&Crash {
        source: Source::Jvm,
        report: REPORT,
        happened: None,
    });
    while let Some(request) = Rig::begin(&engine) {
        engine.report(request.id, &Reply::Failed);
    }
    rig.clock.advance(3_600_000);
    let mut names = Vec::new();
    while let Some(request) = Rig::begin(&engine) {
        let answer = collector.post(&request.headers, &request.body)?;
        let reported = engine.report(request.id, &Reply::Answered(answer));
        hold(
            reported == Reported::Delivered,
            "the Collector takes what an engine sends, gzipped",
        );
        let meant = otlp::to_json(&unpack(&request.body)).ok_or("the engine sent no logs")?;
        let line = collector.next_line()?;
        hold(
            line == meant,
            "it wrote down what the engine sent field by field",
        );
        let clear = ["u-raw-4711", "anna@example.org"];
        let text = line.to_string();
        hold(
            clear.iter().all(|raw| !text.contains(raw)),
            "without an id or an address",
        );
        let records = otlp::records(&line);
        names.extend(records.iter().map(|one| one["eventName"].to_string()));
    }
    names.sort_unstable();
    let each = ["\"alert_opened\"", "\"app.crash\"", "\"sordino.sign_in\""];
    hold(names == each, "each record arrived once, after a failure");
    Ok(())
}

fn main() -> Fallible<()> {
    let mut words = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(program), Some(folder)) = (words.next(), words.next()) else {
        return Err("usage: collector PROGRAM FOLDER".into());
    };
    let mut collector = Collector::start(&program, &folder)?;
    let refused = collector.post_body(b"\x0a\xff")?;
    hold(
        refused == 400,
        "the Collector refuses a body that is cut short",
    );
    of_the_vectors(&mut collector)?;
    of_an_engine(&mut collector)
}
