//! Random policies: any basis, access, hold, ban, rule and list of recipients.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use sordino_policy::{
    BeforeChoice, Coarsening, DeviceAccess, Field, FieldRule, LegalBasis, Policy, Purpose,
    RequiredSignal,
};
use sordino_tests::policy;

pub(crate) fn policies() -> impl Strategy<Value = Policy> {
    let base = policy();
    let purposes: Vec<_> = base.purposes.iter().map(|_| purpose()).collect();
    let fields: Vec<_> = base.fields.iter().map(field).collect();
    let required = subsequence(
        vec![
            RequiredSignal::Age,
            RequiredSignal::Organisation,
            RequiredSignal::Signal,
        ],
        0..=1,
    );
    let organisation = subsequence(base.limits.organisation_may_switch_off.clone(), 0..=4);
    (purposes, fields, required, organisation).prop_map(
        move |(purposes, fields, required, organisation)| {
            let mut policy = base.clone();
            for (purpose, change) in policy.purposes.iter_mut().zip(purposes) {
                change.apply(purpose);
            }
            policy.fields = fields;
            policy.limits.required = required;
            policy.limits.organisation_may_switch_off = organisation;
            policy.hash = policy.content_hash();
            policy
        },
    )
}

#[derive(Debug, Clone)]
struct Change {
    basis: LegalBasis,
    access: DeviceAccess,
    before: BeforeChoice,
}

impl Change {
    fn apply(self, purpose: &mut Purpose) {
        purpose.legal_basis = self.basis;
        purpose.device_access = self.access;
        let sealed = matches!(self.before, BeforeChoice::HoldSealed { .. });
        purpose.before_choice = match self.access {
            // A sealed hold is for strictly necessary access only.
            DeviceAccess::Consent if sealed => BeforeChoice::Discard,
            _ => self.before,
        };
    }
}

fn purpose() -> impl Strategy<Value = Change> {
    let basis = select(vec![
        LegalBasis::Consent,
        LegalBasis::Contract,
        LegalBasis::LegalObligation,
        LegalBasis::LegitimateInterest,
    ]);
    let access = select(vec![DeviceAccess::Consent, DeviceAccess::StrictlyNecessary]);
    let before = prop_oneof![
        2 => Just(BeforeChoice::Discard),
        1 => (1..4_u32).prop_map(|max_records| BeforeChoice::HoldInMemory { max_records }),
        1 => (1..4_u32).prop_map(|max_records| BeforeChoice::HoldSealed { max_records, max_hours: 9 }),
    ];
    (basis, access, before).prop_map(|(basis, access, before)| Change {
        basis,
        access,
        before,
    })
}

fn field(field: &Field) -> impl Strategy<Value = Field> + use<> {
    let field = field.clone();
    let listed = subsequence(field.recipients.clone(), 0..=field.recipients.len());
    // Often its own rule, so that not every payload is empty.
    let rule = prop_oneof![2 => Just(field.rule.clone()), 3 => rule()];
    // A time is no size; a sink could not write what would come of it.
    let is_time = matches!(field.name.as_str(), "timestamp" | "crash_time");
    let size = FieldRule::Coarsen(Coarsening::SizeToPowerOfTwo);
    let rule = rule.prop_map(move |rule| match is_time && rule == size {
        true => FieldRule::Drop,
        false => rule,
    });
    (listed, rule).prop_map(move |(recipients, rule)| Field {
        recipients,
        rule,
        ..field.clone()
    })
}

fn rule() -> impl Strategy<Value = FieldRule> {
    let coarsen = |how| Just(FieldRule::Coarsen(how));
    prop_oneof![
        Just(FieldRule::Keep),
        Just(FieldRule::Drop),
        Just(FieldRule::Pseudonymise),
        Just(FieldRule::Scrub),
        Just(FieldRule::Enumerate(vec!["push".into(), "17.5.1".into()])),
        coarsen(Coarsening::TimeToHour),
        coarsen(Coarsening::TimeZoneToOffset),
        coarsen(Coarsening::OsToMajorMinor),
        coarsen(Coarsening::DeviceToFamily),
        coarsen(Coarsening::LocaleToLanguage),
        coarsen(Coarsening::SizeToPowerOfTwo),
    ]
}
