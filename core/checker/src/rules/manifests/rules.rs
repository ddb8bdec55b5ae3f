//! The rules of Apple's privacy manifest.

use crate::rule::rules;

const TN3181: &str = "Apple TN3181, Debugging an invalid privacy manifest";
const DATA: &str = "Apple, Describing data use in privacy manifests";
const REASONS: &str = "Apple, Describing use of required reason API";
const ADDING: &str = "Apple, Adding a privacy manifest to your app or third-party SDK";
const LISTED: &str = "Apple, Third-party SDK requirements";

rules! {
    PM001 Error "a manifest that is no property list", "App Store Connect refuses it (ITMS-91056)", TN3181;
    PM002 Error "a manifest whose root is no dictionary", "App Store Connect refuses it (ITMS-91056)", TN3181;
    PM003 Error "an unknown key at the top", "There are four keys, and others are refused (ITMS-91056)", TN3181;
    PM004 Error "a value of the wrong type at the top", "Keys and values must be of the expected types (ITMS-91056)", TN3181;
    PM005 Warning "a manifest that declares nothing", "It is a template that nobody filled in, or of no use", DATA;
    PM006 Error "tracking without a domain", "Where an app tracks, its tracking domains must be listed (ITMS-91056)", TN3181;
    PM007 Error "tracking domains without tracking", "Domains mean something only where the app tracks (ITMS-91056)", TN3181;
    PM008 Error "a tracking domain that is no bare host name", "An entry has no scheme, path, query, port or slash (ITMS-91056)", TN3181;
    PM009 Warning "a tracking domain twice", "The second one does nothing", DATA;
    PM010 Error "a tracking domain that is no text", "The domains are a list of texts (ITMS-91056)", TN3181;
    PM011 Error "an accessed API that is no dictionary", "Each entry is a dictionary (ITMS-91056)", TN3181;
    PM012 Error "an accessed API without its category", "An entry without a category declares nothing (ITMS-91056)", REASONS;
    PM013 Error "a category of APIs that Apple does not know", "There are five, and others are refused (ITMS-91054)", REASONS;
    PM014 Error "an accessed API without reasons", "Each category needs a reason (ITMS-91055)", REASONS;
    PM015 Error "reasons that are no list of texts", "The reasons are a list of texts (ITMS-91056)", TN3181;
    PM016 Error "an empty list of reasons", "Each category needs a reason (ITMS-91055)", TN3181;
    PM017 Error "a reason that Apple does not know", "There are 17, and others are refused (ITMS-91055)", REASONS;
    PM018 Error "a reason of another category", "Reasons hold for one category and no other (ITMS-91055)", TN3181;
    PM019 Warning "a reason for SDKs in the manifest of an app", "Apple gives it to SDKs alone, though apps with it are in the store", REASONS;
    PM020 Warning "a category of APIs twice", "Two entries for one category contradict each other sooner or later", REASONS;
    PM021 Warning "a reason twice", "The second one does nothing", REASONS;
    PM022 Warning "an unknown key of an accessed API", "Nobody reads it", REASONS;
    PM023 Error "an empty list of accessed APIs", "A key without entries is refused; it must go (ITMS-91056)", TN3181;
    PM024 Error "a collected data type that is no dictionary", "Each entry is a dictionary (ITMS-91056)", TN3181;
    PM025 Error "a collected data type without its name", "An entry without a type declares nothing (ITMS-91056)", DATA;
    PM026 Error "a data type that Apple does not know", "There are 35, and others are refused (ITMS-91056)", DATA;
    PM027 Error "a data type that does not say whether it is linked to the person", "The store shows it to people (ITMS-91056)", DATA;
    PM028 Error "a data type that does not say whether it is used to track", "The store shows it to people (ITMS-91056)", DATA;
    PM029 Error "a data type without a purpose", "Each data type needs a purpose (ITMS-91056)", DATA;
    PM030 Error "a purpose that Apple does not know", "There are six, and others are refused (ITMS-91056)", DATA;
    PM031 Warning "a data type twice", "Two entries for one type contradict each other sooner or later", DATA;
    PM032 Error "a data type used to track in an app that does not track", "The two statements exclude each other (ITMS-91056)", DATA;
    PM033 Warning "an unknown key of a data type", "Nobody reads it", DATA;
    PM034 Warning "a manifest at a place of its bundle where it is not read", "Only the place that Apple names for the bundle is read (ITMS-91061)", ADDING;
    PM035 Warning "a manifest that no target carries", "A file that is not copied into the app declares nothing", ADDING;
    PM041 Error "a required-reason API that is used and not declared", "The upload is refused (ITMS-91053)", REASONS;
    PM042 Warning "a required-reason API that is declared and not used", "Declare what is used; the rest misleads whoever reads the manifest", REASONS;
    PM043 Error "data that the policy sends and the manifest does not declare", "The store tells people what the manifest says", DATA;
    PM044 Error "an id that is sent as it is, declared as not linked to the person", "An id that is not replaced links the data to its person", DATA;
    PM045 Error "tracking that the policy does not know", "The policy promises that nobody is tracked across companies", "App Review 5.1.2";
    PM046 Error "a framework slice of an XCFramework without a manifest", "Each slice carries its own, unless one reaches the app another way", ADDING;
    PM047 Error "a static library whose manifest does not reach the app", "A static library cannot carry one, so a target that links it must", ADDING;
    PM048 Error "a manifest of a Swift package that is no resource", "Swift packages copy only what is listed", ADDING;
    PM049 Error "an SDK of Apple's list without a manifest", "The upload is refused (ITMS-91061)", LISTED;
    PM050 Warning "privacy answers that say another thing than the manifest", "People are told two things about one app", "App Store Connect, App privacy";
}
