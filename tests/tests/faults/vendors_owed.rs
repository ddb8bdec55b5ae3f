//! A process that is killed around an off: the vendor's SDK of the next one is told.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::device::Device;

/// Whether that becomes the vendor's last word; it is told on a thread of its own.
fn hears(place: &Path, open: &str) -> bool {
    let end = Instant::now() + Duration::from_secs(20);
    while fs::read_to_string(place.join("vendor")).ok().as_deref() != Some(open) {
        if Instant::now() > end {
            return false;
        }
        std::thread::yield_now();
    }
    true
}

#[test]
fn a_killed_off_still_reaches_its_vendor() {
    let place = tempfile::tempdir().expect("a temporary folder can be made");
    let place = place.path();
    for round in 0..24_u64 {
        let mut one = Device::start(place);
        assert_eq!(one.ask("on crashes"), "Ok(true)");
        assert!(hears(place, "[\"crashes\"]"), "round {round}: it is on");
        one.tell("off crashes");
        // A third of them is killed once it has answered, the others somewhere on the way.
        let answered = round % 3 == 0;
        if answered {
            assert!(one.hear().contains("\"vendor\""), "round {round}");
        } else {
            let end = Instant::now() + Duration::from_micros(400 * round);
            while Instant::now() < end {
                std::hint::spin_loop();
            }
        }
        one.signal("KILL");
        drop(one);
        // What the dead one's vendor was told is of no account.
        let _ = fs::remove_file(place.join("vendor"));

        let mut next = Device::start(place);

        let open = next.ask("standing crashes") == "Some(true)";
        let word = if open { "[\"crashes\"]" } else { "[]" };
        assert!(hears(place, word), "round {round}: open is {open}");
        let told = next.ask("unfinished");
        if answered {
            assert!(!open, "round {round}");
            assert_eq!(told, "crashes [(\"vendor\", Off)]", "round {round}");
        }
        assert_eq!(next.ask("unfinished"), "", "round {round}: once");
        drop(next);
        let mut later = Device::start(place);
        assert_eq!(later.ask("unfinished"), "", "round {round}: it is done");
        later.ask("off crashes");
    }
}
