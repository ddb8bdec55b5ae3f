//! The vendors' SDKs of a case.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value as Json, json};

use sordino_engine::ports::{
    Collecting, VendorAbout, VendorReadBack, VendorReport, VendorSwitch, VendorThrew,
};
use sordino_engine::receipt::VendorOutcome;

/// An SDK that collects while a purpose is open, and says what the case wants while none is.
struct Sdk {
    recipient: String,
    says: VendorReadBack,
    report: VendorReport,
    /// The call that throws: `tell` or `read_back`.
    throws: String,
    is_on: AtomicBool,
}

impl VendorSwitch for Sdk {
    fn about(&self) -> VendorAbout {
        VendorAbout {
            recipient: self.recipient.clone(),
            name: "an SDK".to_owned(),
            version: "1.0".to_owned(),
        }
    }

    fn create(&self) -> Result<(), VendorThrew> {
        Ok(())
    }

    fn apply(&self, open_purposes: &[String]) -> Result<VendorReport, VendorThrew> {
        self.is_on
            .store(!open_purposes.is_empty(), Ordering::SeqCst);
        match self.throws == "tell" {
            true => Err(VendorThrew),
            false => Ok(self.report),
        }
    }

    fn off_without_instance(&self) -> Result<VendorReport, VendorThrew> {
        self.apply(&[])
    }

    fn read_back(&self) -> Result<VendorReadBack, VendorThrew> {
        match self.is_on.load(Ordering::SeqCst) {
            true => Ok(VendorReadBack::ON),
            false if self.throws == "read_back" => Err(VendorThrew),
            false => Ok(self.says),
        }
    }
}

/// A switch for each member: the recipient's id, and what its SDK does and says.
pub(super) fn vendors(json: Option<&Json>) -> Option<Vec<Arc<dyn VendorSwitch>>> {
    let Some(json) = json else {
        return Some(Vec::new());
    };
    json.as_object()?.iter().map(sdk).collect()
}

fn sdk((recipient, json): (&String, &Json)) -> Option<Arc<dyn VendorSwitch>> {
    let number = |name| json.get(name).and_then(Json::as_u64);
    let throws = json.get("throws").and_then(Json::as_str);
    Some(Arc::new(Sdk {
        recipient: recipient.clone(),
        says: VendorReadBack {
            collecting: collecting(json.get("collecting")?.as_str()?)?,
            unsent: number("unsent"),
            has_id: json.get("has_id").and_then(Json::as_bool),
        },
        report: VendorReport {
            in_flight: number("in_flight"),
            purged: number("purged"),
        },
        throws: throws.unwrap_or_default().to_owned(),
        is_on: AtomicBool::new(json.get("on_before") == Some(&json!(true))),
    }))
}

fn collecting(word: &str) -> Option<Collecting> {
    Some(match word {
        "no" => Collecting::No,
        "yes" => Collecting::Yes,
        "until_restart" => Collecting::UntilRestart,
        "cannot_tell" => Collecting::CannotTell,
        _ => return None,
    })
}

/// What came of telling a vendor. No vector knows how long it took.
pub(super) fn told(outcome: &VendorOutcome) -> Option<Json> {
    let mut json = serde_json::to_value(outcome).ok()?;
    json.as_object_mut()?.remove("millis")?;
    Some(json)
}
