//! The rules of this family, as data.

use crate::rule::rules;

rules! {
    TR001 CannotTell "a folder in which no app was recognised",
        "A report without findings then says nothing of an app", "docs/check.md";
    TR002 CannotTell "a built app that is not unpacked",
        "What ships is in it, and none of it was read", "docs/check.md";
    TR003 CannotTell "a project whose native files a tool makes while it builds",
        "What the tool adds is part of what ships and is not in the tree", "the tools' documentation";
    TR004 CannotTell "modules that no app of the tree is seen to use",
        "If an app uses them after all, their manifests and libraries are part of it", "Android, manifest merging";
    TR005 Error "a file of settings that cannot be read",
        "The build refuses it, and nothing could be checked in it", "the formats' specifications";
}
