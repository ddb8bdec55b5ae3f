//! Whether a manifest is copied into what ships: PM035, PM048.

use super::manifest::Manifest;
use super::manifest::at;
use super::rules::{PM035, PM048};
use crate::context::Context;
use crate::finding::Findings;
use crate::read::kind::Kind;

/// Notes manifests that lie in the tree and reach no product.
pub(super) fn check(context: &Context<'_>, manifests: &[Manifest], findings: &mut Findings) {
    let packages: Vec<(&str, String)> = context
        .tree
        .of(Kind::PackageSwift)
        .filter_map(|file| Some((file.folder(), context.tree.text(&file.path)?)))
        .collect();
    let project = context.ios();
    for manifest in manifests
        .iter()
        .filter(|manifest| manifest.bundle.is_none())
    {
        let path = &manifest.list.path;
        // The innermost package whose folder holds it.
        let package = packages
            .iter()
            .filter(|(folder, _)| folder.is_empty() || path.starts_with(&format!("{folder}/")))
            .max_by_key(|(folder, _)| folder.len());
        // A folder that is copied as a whole carries what lies in it.
        let holds =
            |resource: &String| resource == path || path.starts_with(&format!("{resource}/"));
        let carried = project
            .targets
            .iter()
            .any(|target| target.project.is_some() && target.resources.iter().any(holds));
        if carried {
            continue;
        }
        if let Some((folder, text)) = package {
            let within = path[folder.len()..].trim_start_matches('/');
            if within.starts_with("Sources/") && !lists(text, within) {
                findings.add(
                    &PM048,
                    at(manifest, 1),
                    "Package.swift does not list this manifest as a resource.",
                    "Add resources: [.process(\"PrivacyInfo.xcprivacy\")] to its target.",
                );
            }
            continue;
        }
        // A pod lists its resources in its own language, which is not read here.
        let pod = context.tree.files().iter().any(|file| {
            file.name().ends_with(".podspec")
                && (file.folder().is_empty() || path.starts_with(&format!("{}/", file.folder())))
        });
        if pod {
            continue;
        }
        // Only a project whose targets are known can leave it out.
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = project.targets.iter().any(|target| {
            target.project.as_deref().is_some_and(|project| {
                let root = project.rsplitn(3, '/').nth(2).unwrap_or("");
                root.is_empty() || folder == root || folder.starts_with(&format!("{root}/"))
            })
        });
        if beside {
            findings.add(
                &PM035,
                at(manifest, 1),
                "No target of the project has this manifest among its resources.",
                "Add it to the app's target: Copy Bundle Resources.",
            );
        }
    }
}

/// Whether a package's text names the manifest, or a folder above it, as a resource.
fn lists(text: &str, within: &str) -> bool {
    text.contains("PrivacyInfo")
        || within.split('/').skip(2).any(|folder| {
            text.contains(&format!("process(\"{folder}\")"))
                || text.contains(&format!("copy(\"{folder}\")"))
        })
}
