//! The rules of purpose strings.

use crate::rule::rules;

const APPLE: &str = "App Review 5.1.1(ii), Write clear purpose strings";
const RESOURCES: &str = "Apple, Requesting access to protected resources";

rules! {
    PS001 Error "a protected resource is used and its purpose key is missing",
        "The system ends the app at the first access, and an upload without the key is refused (ITMS-90683)", RESOURCES;
    PS002 Error "an empty purpose string",
        "The person is asked without being told why, and the review refuses it", APPLE;
    PS003 Error "a placeholder, or a variable that no build setting fills",
        "The person reads what was meant for the developer", APPLE;
    PS004 Warning "under 25 or over 200 characters (6 and 120 in Chinese and Japanese, 12 and 150 in Korean)",
        "Too short says no purpose, too long is not read; the limits are ours, Apple states none", "our own limit";
    PS005 Error "a string that only says that access is wanted",
        "Restating the resource tells the person nothing that the system's dialog does not say", APPLE;
    PS006 Error "a vague benefit without a feature",
        "A better experience can mean anything; the string must name the feature", APPLE;
    PS007 Error "no purpose: nothing that begins with to, so that, for, um zu, damit",
        "A purpose string states a purpose", APPLE;
    PS008 Advice "no purpose string of the app gives an example",
        "Apple asks for an example in most cases", APPLE;
    PS009 Warning "a string that does not name the feature that the policy names",
        "The person must recognise the feature that needs the access", APPLE;
    PS010 Warning "passive, or without a subject",
        "Apple asks for the active voice: who does what", APPLE;
    PS011 Warning "not one complete sentence with its full stop",
        "Apple asks for one concise, complete sentence", APPLE;
    PS012 Error "a locale that the app ships has no translation of the string",
        "A purpose string must be localised if the app is", APPLE;
    PS013 Error "a translation that is marked new or to be reviewed",
        "What nobody has read through is asked in the app's name", "Xcode, string catalogues";
    PS014 Warning "a translation that is the source text",
        "The person is asked in a language that they may not read", APPLE;
    PS015 Warning "a translation in another language than its locale",
        "The person is asked in a language that they may not read", APPLE;
    PS016 Error "one text for two resources",
        "Each resource has a purpose of its own", APPLE;
    PS017 Error "a string that denies the access it asks for, or names data that the policy excludes",
        "A person who consents to a text that is not true has not consented", "GDPR Art. 5(1)(a), 7";
    PS018 Warning "marketing: superlatives, exclamation marks, emoji",
        "Apple refuses marketing in a purpose string", APPLE;
    PS019 Error "a key for a resource that nothing uses",
        "A permission without a feature is more than is needed", "GDPR Art. 5(1)(c), App Review 5.1.1(iii)";
    PS020 Error "a string that names another purpose than the policy declares",
        "Data may be used for the declared purpose only", "GDPR Art. 5(1)(b)";
    PS021 Error "the key of Info.plist and the key that was translated differ",
        "Every translation stands under a key that the system does not ask for, and people read the source text", RESOURCES;
    PS022 Warning "a purpose key that does nothing",
        "The system knows no such key, so nobody ever reads its text", RESOURCES;
    PS023 CannotTell "a string in a language whose wording is judged by no rule",
        "A string without findings may say anything there", "docs/check.md";
}
