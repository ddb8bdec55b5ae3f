//! Every rule that a `privacy.toml` is held against: its id and why it is there.

/// A rule that a `privacy.toml` is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// `PC001`. The number never gets another meaning.
    pub id: &'static str,
    /// Why it matters: one sentence without its full stop.
    pub why: &'static str,
}

macro_rules! rules {
    ($($id:ident $why:literal;)+) => {
        $(#[doc = $why] pub(crate) const $id: Rule = Rule { id: stringify!($id), why: $why };)+
        /// All rules, in order.
        pub const RULES: &[Rule] = &[$($id),+];
    };
}

rules! {
    PC001 "Nothing may be processed without a legal basis (GDPR Art. 6)";
    PC002 "Consent is an act of the person; a switch that is on from the start is none (GDPR Art. 4(11))";
    PC003 "A legitimate interest counts only where it was weighed against the person's (GDPR Art. 6(1)(f))";
    PC004 "Reading the device without consent is for what the requested service cannot do without (ePrivacy Art. 5(3))";
    PC005 "A name that nothing declares would leave data without a purpose or a recipient";
    PC006 "Data may leave the EEA only on a transfer tool (GDPR Art. 44 to 49)";
    PC007 "What has no end is kept for ever (GDPR Art. 5(1)(e))";
    PC008 "A person who deletes their data is told that backups follow within 30 days, or which duty keeps them longer";
    PC009 "Everybody must be told the same, in their own language (GDPR Art. 12)";
    PC010 "A choice is recorded with the policy's date; a wrong date makes the record worthless";
    PC011 "A notice that cites a statute which was replaced misinforms";
    PC012 "People must be able to reach the controller, its data protection officer and the authority (GDPR Art. 13)";
    PC013 "A link must lead to the party that the text names";
    PC014 "A text that says no third party gets data must be true";
    PC015 "Going on using an app is not consent (GDPR Art. 4(11), 7)";
    PC016 "The notice must name what is collected, and nothing else may be (GDPR Art. 13, 5(1)(a))";
    PC017 "Data of special categories must not get into telemetry, and rests on explicit consent elsewhere (GDPR Art. 9)";
    PC018 "Children need protection of their own (GDPR Art. 8)";
    PC020 "Access to the device needs an act of the person; a switch that is on from the start is none (ePrivacy Art. 5(3))";
    PC024 "What is written for the stores says that nothing tracks, and with advertising that is not true";
    PC025 "Advertising by message needs a yes of its own (ePrivacy Art. 13)";
    PC100 "The file could not be read to its end";
    PC101 "A key that nobody reads promises what nobody keeps";
    PC102 "The policy is not complete without it";
    PC103 "The value cannot be understood";
    PC104 "Other values have no meaning here";
    PC105 "Names stand in files, on the wire and in the ledger, and must be safe there";
    PC106 "The second one would silently replace the first, or be replaced by it";
    PC107 "Bounds keep memory, disk and promises finite";
    PC108 "Data goes where the endpoint says, and in clear text where it says so";
    PC109 "Storing on the device before a choice is access to the device (ePrivacy Art. 5(3))";
    PC110 "It would have no effect, and a reader would think that it has";
    PC111 "The answer to one question must not open another purpose";
    PC112 "What a recipient cannot take is dropped after a try, and nobody learns that the app sees less than it thinks";
    PC113 "A crash report that cannot be read costs the person's data and helps nobody";
    PC114 "A person's request reaches the controller by a way of its own, and nothing else may pass by it (GDPR Art. 12 and 17)";
}
