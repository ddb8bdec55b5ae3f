//! A stage that is skipped does not compile.

#[test]
fn no_stage_can_be_skipped() {
    trybuild::TestCases::new().compile_fail("compile_fail/*.rs");
}
