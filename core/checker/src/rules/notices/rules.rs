//! The rules of this family, as data.

use crate::rule::rules;

rules! {
    PC001 Error "a purpose without a legal basis",
        "Nothing may be processed without one", "GDPR Art. 6";
    PC002 Error "a purpose on consent that is on by default",
        "Consent is an act of the person", "GDPR Art. 4(11)";
    PC003 Error "a legitimate interest that was not weighed, or that nobody can object to",
        "It counts only where it was weighed against the person's and can be objected to", "GDPR Art. 6(1)(f), 21; ePrivacy Art. 5(3)";
    PC004 Error "strictly necessary access to the device without a reason",
        "Reading the device without consent is for what the requested service cannot do without", "ePrivacy Art. 5(3)";
    PC005 Error "a recipient that is in the app and not declared",
        "People must be told who gets their data", "GDPR Art. 13(1)(e)";
    PC006 Error "data for a country outside the EEA without a transfer tool",
        "It may leave only on one", "GDPR Art. 13(1)(f), 44 to 49";
    PC007 Error "data without a time after which it goes",
        "What has no end is kept for ever", "GDPR Art. 5(1)(e), 13(2)(a)";
    PC008 Error "backups that keep erased data over 30 days",
        "Who deletes their data is told that backups follow within a month", "GDPR Art. 12(3), 17";
    PC009 Warning "what one language says and the other does not",
        "Everybody must be told the same", "GDPR Art. 12";
    PC010 Warning "a notice without a date, with two, or with one in the future",
        "Nobody can say which text held when they chose", "GDPR Art. 5(2), 7(1)";
    PC011 Error "a statute that was replaced",
        "The TTDSG became the TDDDG on 14 May 2024", "TDDDG, Federal Law Gazette 2024 I No. 149";
    PC012 Error "a contact that is missing or differs",
        "People must be able to reach the controller, its officer and the authority", "GDPR Art. 13(1)(a), (b), (2)(d)";
    PC013 Error "a link that leads to another party than the one it names",
        "Who follows it reads another company's promises", "GDPR Art. 12(1)";
    PC014 Error "the denial of third parties where there are some",
        "Push and telemetry cannot do without another company", "GDPR Art. 5(1)(a), 13(1)(e)";
    PC015 Error "use that is taken for consent",
        "Going on using an app is no act of consent", "GDPR Art. 4(11), 7";
    PC016 Error "data that no notice names, or that nobody collects",
        "The notice must name what is collected, and nothing else may be", "GDPR Art. 5(1)(a), 13";
    PC017 Error "a name that sounds like a special category of data",
        "Such data must not get into telemetry", "GDPR Art. 9, 10";
    PC018 Error "no word on children",
        "They need protection of their own", "GDPR Art. 8";
    PC019 Error "an app that ships another policy than this one",
        "Choices are recorded with the policy's hash; a wrong one makes the record worthless", "GDPR Art. 7(1)";
    PC020 Error "access to the device that needs consent and is on by default",
        "It needs an act of the person", "ePrivacy Art. 5(3)";
    PC021 Error "access that one sentence claims and another denies",
        "One of them is untrue", "GDPR Art. 5(1)(a)";
    PC022 Error "no sale, but lists for advertisers",
        "Handing data to advertisers for their service in return is a sale by several laws", "GDPR Art. 5(1)(a); CCPA 1798.140(ad)";
    PC023 Error "a policy file that cannot be used",
        "What is not compiled protects nobody", "docs/policy.md";
    PC026 Warning "screens that fall back to English",
        "Who chooses must be asked in their own language", "GDPR Art. 7(2), 12(1)";
    PC027 Error "a shipped policy that the library cannot use",
        "Without its policy an app records nothing and nobody can choose", "docs/policy.md";
    PC028 CannotTell "a notice in a language whose wording is judged by no rule",
        "It may be right or wrong; nothing was looked for in it", "docs/check.md";
    PC029 Error "a material change of the version before that this one forgets",
        "A yes from before it would count again for a person who skipped that version", "GDPR Art. 7(1)";
    PC030 Warning "a purpose that does more than the version before said, on an older yes",
        "A yes holds for what was told", "GDPR Art. 4(11), 7(1)";
    PC031 Error "a policy that differs from a released one of the same version",
        "Choices are recorded with the version; nobody could tell which of the two a person saw", "GDPR Art. 7(1)";
}
