//! The rules of this family, as data.

use crate::rule::rules;

rules! {
    AM001 Error "`READ_CONTACTS` in the merged manifest",
        "It opens the whole address book; picking or inserting a contact needs no permission",
        "Google Play, Contacts permission policy, April 2026";
    AM002 Error "`WRITE_CONTACTS` at a target level that no longer grants it",
        "From the Android release after 17 on such an app cannot write contacts at all; the insert and edit intents need no permission",
        "Android Developers Blog, 21 October 2026";
    AM003 Error "`MANAGE_CONTACTS`",
        "It is special access for the few apps that manage the whole address book",
        "Android Developers Blog, 21 October 2026";
    AM004 Error "the advertising id's permission in the merged manifest",
        "With it every library in the app can read an id that follows the person from app to app",
        "Google Play, Advertising ID policy";
    AM005 Error "notifications without `POST_NOTIFICATIONS` at target level 33 or later",
        "The system then drops every notification of a newly installed app",
        "Android 13, notification runtime permission";
    AM006 Warning "a permission is asked for as soon as a screen opens, with nothing said before",
        "What is collected and why must be shown, and agreed to, before the system asks",
        "Google Play, User Data policy, prominent disclosure";
    AM007 Error "a Firebase library that collects before anybody was asked",
        "Its default is on, so it sends from the first start",
        "Firebase, configure data collection; GDPR Art. 25(2)";
    AM008 Error "Consent Mode without denied defaults",
        "What is not denied in the manifest is granted until the app says otherwise",
        "Google, Consent Mode v2 for apps";
    AM009 Error "Analytics reads the advertising id or Android's id",
        "Both follow a person across what they deleted and reset",
        "Google Analytics for Firebase, configure data collection";
    AM010 Error "backup of everything, without rules",
        "Choices, keys and caches travel to the cloud and to the next device",
        "Android, Auto Backup";
    AM011 Error "a way out of the device that the rules of Android 12 and later leave open",
        "A section that is missing means that everything goes that way",
        "Android, Auto Backup, dataExtractionRules";
    AM012 Error "transfer to another platform that is open or says nothing valid",
        "A platform that is misspelt is ignored in silence, and without excludes everything goes",
        "Android 16 QPR2, cross-platform-transfer";
    AM013 Error "no backup rules for Android 11 and earlier",
        "These devices read fullBackupContent only, so everything is backed up there",
        "Android, Auto Backup, fullBackupContent";
    AM014 Error "clear text may travel",
        "Whoever is on the way reads and changes it",
        "GDPR Art. 32; Android, network security configuration";
    AM015 Error "a 64-bit library whose segments are aligned to less than 16 KB",
        "Devices with pages of 16 KB cannot load it, and Google Play refuses it since 1 November 2025",
        "Android, 16 KB page sizes";
    AM016 Error "telemetry code that reads an id of the device",
        "Such an id cannot be reset, so an opt-out and a new start mean nothing",
        "Google Play, User Data policy; ePrivacy Art. 5(3)";
    AM017 Warning "a notification channel that the policy does not name",
        "A category that nobody can choose apart is sent without a yes of its own",
        "GDPR Art. 7(2); the policy's push categories";
    AM018 Error "the text that explains a permission is missing in a language of the app",
        "Who cannot read why, cannot agree",
        "Google Play, User Data policy; GDPR Art. 12";
    AM019 Warning "`USE_FULL_SCREEN_INTENT`",
        "Since Android 14 it is for calls and alarms only and must be declared with its reason",
        "Google Play, full-screen intent policy";
    AM020 Error "backup rules with a word that Android does not know",
        "What is misspelt is ignored in silence, so the rule protects nothing",
        "Android, Auto Backup, syntax";
    AM021 Error "pinned keys that have expired",
        "From that day on nothing is pinned any more, and nothing says so",
        "Android, network security configuration, pin-set";
    AM022 Advice "a vendor's library that starts itself before the app does",
        "Its provider runs before Application.onCreate, so before anybody could be asked",
        "Android, ContentProvider start order; the vendors' documentation";
    AM023 Error "a secret of a vendor's server API in the tree",
        "Whoever unpacks the app can read and delete what the vendor holds",
        "the vendors' documentation of their keys";
    AM024 Advice "a section of backup rules without a rule",
        "It reads as if something were kept back, but everything goes",
        "Android, Auto Backup";
    AM025 Advice "`allowBackup=\"false\"` without rules for device transfer",
        "From target level 31 on some makers' devices still copy everything to a new device",
        "Android 12, behaviour changes, backup";
    AM026 Error "a manifest or resource that is no XML",
        "The build refuses it, and nothing could be checked in it",
        "Android, app manifest";
    AM027 Warning "a permission that Google Play restricts",
        "An update with it is refused until a declaration says why nothing smaller would do",
        "Google Play, Permissions and APIs that access sensitive information; Photo and video permissions policy; Use of SMS or call log permission groups";
    AM028 Error "a foreground service without its type or without the type's permission",
        "From target level 34 on the system ends the app when such a service goes to the foreground",
        "Android 14, foreground service types are required";
}
