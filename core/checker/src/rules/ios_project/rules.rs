//! The rules of the iOS project.

use crate::rule::rules;

rules! {
    IP001 Error "critical or time-sensitive notifications without their entitlement",
        "Without the entitlement the system shows them as ordinary ones, and an alert is missed", "Apple, UNAuthorizationOptions";
    IP002 Error "the note of a contact is read or asked for",
        "Notes hold what people wrote about others; one card of the app's own needs none", "Apple, com.apple.developer.contacts.notes";
    IP003 Error "code that reads contacts beside the app's own card",
        "The policy promises that no other contact is read", "App Review 5.1.1(iii)";
    IP004 Error "Firebase collects from the first start",
        "A collection that is on before any choice has no consent", "firebase-ios-sdk; ePrivacy Art. 5(3)";
    IP005 Error "Google's consent mode is not denied by default",
        "What is not denied is granted until somebody says otherwise", "Google, Consent mode";
    IP006 Warning "asks to track, and nothing declares tracking",
        "The question frightens people, and the manifest says that nobody is tracked", "App Review 5.1.2(i)";
    IP007 Warning "the identifier for vendors is read",
        "It stays the same in all apps of a vendor and links what was not meant to be linked", "Apple, identifierForVendor";
    IP008 Warning "a keychain item that may move to another device",
        "A choice or a key that is restored elsewhere speaks for a person who was never asked", "Apple, Restricting keychain item accessibility";
    IP009 Error "a text before the system's question that names a grant",
        "The review refuses a screen that asks for the permission in the system's place", "App Review 5.1.1(iv)";
    IP010 Error "background processing without its identifiers",
        "The upload is refused (ITMS-90771), and registering a task without its identifier ends the app", "Apple, BGTaskSchedulerPermittedIdentifiers";
    IP011 Advice "Firebase takes over the app delegate",
        "Swizzling takes the push token past every gate of the app", "firebase-ios-sdk, FirebaseAppDelegateProxyEnabled";
    IP012 Error "a vendor's secret lies in the tree",
        "Whoever has the app or the repository can read or delete everybody's data at the vendor", "OWASP MASVS-STORAGE";
    IP013 Error "App Transport Security is off for every host",
        "Whoever is on the way reads and changes what the app sends", "Apple, NSAppTransportSecurity; GDPR Art. 32";
    IP014 Error "an Info.plist, a project or a list of an app that cannot be read",
        "The build refuses it, and nothing could be checked in it", "Apple, Information Property List";
    IP015 Error "code that browses the local network without NSBonjourServices",
        "From iOS 14 on the system answers such a search with an error", "Apple, NSBonjourServices";
}
