//! A crash report whose sync fails is refused, and must not be found.

use sordino_engine::{Crash, crash::Source};
use sordino_testkit::memory::Fault;
use sordino_tests::Rig;

#[test]
fn a_refused_crash_report_is_never_queued() {
    for fault in [Fault::Fails, Fault::CutShort, Fault::WrittenButFails] {
        for step in 0..12 {
            let rig = Rig::default();
            let engine = rig.open();
            engine
                .turn_on("crashes", Rig::SHOWN)
                .expect("it can be turned on");
            rig.disk.set_fault(step, fault);
            let report =
                b"java.lang.IllegalStateException: closed\n\tat app.Main.main(Main.kt:7)\n";
            let crash = Crash {
                source: Source::Jvm,
                report,
                happened: None,
            };
            let outcomes = engine.crash(&crash);
            rig.disk.clear_fault();
            let accepted = outcomes.iter().filter(|one| Rig::is_accepted(one)).count();
            assert_eq!(
                engine.queued_ids().len(),
                accepted,
                "step {step}, {fault:?}: {outcomes:?}"
            );
        }
    }
}
