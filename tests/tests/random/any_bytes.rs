//! Any bytes in place of a file of ours are answered, on inputs changed at random.

use sordino_testkit::mutate::mutate;
use sordino_tests::any_bytes;

#[test]
fn any_policy_json_is_read_or_refused() {
    mutate(&any_bytes::policy_seeds(), 2_000, any_bytes::policy_json);
}

#[test]
fn any_ledger_export_is_verified_or_refused() {
    mutate(&any_bytes::export_seeds(), 3_000, any_bytes::ledger_export);
}

#[test]
fn any_ledger_file_opens_nothing() {
    mutate(&any_bytes::ledger_seeds(), 300, any_bytes::ledger_file);
}

#[test]
fn any_segment_sends_only_accepted_records() {
    mutate(&any_bytes::segment_seeds(), 300, any_bytes::segment_file);
}
