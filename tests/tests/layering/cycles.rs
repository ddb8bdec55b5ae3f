//! Finds modules that use each other in a circle.

use std::collections::{BTreeMap, BTreeSet};

use crate::modules::{ModulePath, Modules};

type Graph = BTreeMap<String, BTreeSet<String>>;

/// The circles of a crate: between its files, and between the modules at its top with all below them.
pub(crate) fn of(name: &str, modules: &Modules) -> Vec<String> {
    let mut files = Graph::new();
    let mut tops = Graph::new();
    for (path, module) in modules {
        let used_here = |(name, _): &(&String, &ModulePath)| module.words.contains(*name);
        let passed_on = module
            .passed_on
            .iter()
            .filter(used_here)
            .map(|(_, target)| target);
        for target in module.named.iter().chain(passed_on) {
            let target = owner(modules, target, 0);
            add(&mut files, shown(path), shown(&target));
            add(
                &mut tops,
                shown(&path[..path.len().min(1)]),
                shown(&target[..target.len().min(1)]),
            );
        }
    }
    for (from, to) in calls_of_inherent_methods(modules) {
        add(&mut files, shown(&from), shown(&to));
        let top = |path: &ModulePath| shown(&path[..path.len().min(1)]);
        add(&mut tops, top(&from), top(&to));
    }
    let circles = [circle(&files), circle(&tops)];
    circles
        .into_iter()
        .flatten()
        .map(|circle| format!("{name}: {}", circle.join(" -> ")))
        .collect()
}

/// Who calls a method that another file's `impl` adds to a type: that needs no `use`, so it is an arrow that
/// paths do not show.
///
/// Types are not known here. A call is taken for one of a type whose `impl` blocks stand in several files, if
/// the caller names that type and no other type of the crate has a method of that name.
fn calls_of_inherent_methods(modules: &Modules) -> Vec<(ModulePath, ModulePath)> {
    let mut files_of: BTreeMap<&str, BTreeSet<&ModulePath>> = BTreeMap::new();
    let mut types_with: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, module) in modules {
        for (ty, method) in &module.methods {
            files_of.entry(ty).or_default().insert(path);
            types_with.entry(method).or_default().insert(ty);
        }
    }
    let mut arrows = Vec::new();
    for (to, module) in modules {
        for (ty, method) in &module.methods {
            if files_of[ty.as_str()].len() < 2 || types_with[method.as_str()].len() > 1 {
                continue;
            }
            let callers = modules
                .iter()
                .filter(|(_, module)| module.called.contains(method) && module.words.contains(ty));
            arrows.extend(callers.map(|(from, _)| (from.clone(), to.clone())));
        }
    }
    arrows
}

fn add(graph: &mut Graph, from: String, to: String) {
    if from != to {
        graph.entry(from).or_default().insert(to);
    }
}

fn shown(path: &[String]) -> String {
    if path.is_empty() {
        "the crate's root".to_owned()
    } else {
        path.join("::")
    }
}

/// The module whose file defines what `path` names, through all that is passed on.
fn owner(modules: &Modules, path: &ModulePath, depth: usize) -> ModulePath {
    assert!(depth < 20, "{path:?} is passed on in a circle");
    let mut at = (0..=path.len())
        .rev()
        .find(|&length| modules.contains_key(&path[..length]))
        .map_or_else(Vec::new, |length| path[..length].to_vec());
    let Some(name) = path.get(at.len()) else {
        return at;
    };
    let module = &modules[&at];
    if let Some(target) = module.passed_on.get(name) {
        let mut target = target.clone();
        target.extend_from_slice(&path[at.len() + 1..]);
        return owner(modules, &target, depth + 1);
    }
    for whole in &module.passed_on_whole {
        if modules
            .get(whole)
            .is_some_and(|module| module.words.contains(name))
        {
            at.clone_from(whole);
        }
    }
    at
}

/// One circle, if there is any.
fn circle(graph: &Graph) -> Option<Vec<String>> {
    let mut done = BTreeSet::new();
    graph
        .keys()
        .find_map(|start| follow(graph, start, &mut Vec::new(), &mut done))
}

fn follow<'a>(
    graph: &'a Graph,
    at: &'a str,
    trail: &mut Vec<&'a str>,
    done: &mut BTreeSet<&'a str>,
) -> Option<Vec<String>> {
    if let Some(start) = trail.iter().position(|seen| *seen == at) {
        let round = trail[start..].iter().chain([&at]);
        return Some(round.map(|name| (*name).to_owned()).collect());
    }
    if done.contains(at) {
        return None;
    }
    trail.push(at);
    let found = graph
        .get(at)
        .into_iter()
        .flatten()
        .find_map(|next| follow(graph, next, trail, done));
    trail.pop();
    done.insert(at);
    found
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::of;
    use crate::modules;

    fn circles(files: &[(&str, &str)]) -> Vec<String> {
        let read = |path: &Path| {
            let found = files.iter().find(|(name, _)| Path::new(name) == path);
            found.map(|(_, text)| (*text).to_owned())
        };
        of("made-up", &modules::read(Path::new("src/lib.rs"), &read))
    }

    #[test]
    fn a_straight_crate_has_no_circle() {
        let found = circles(&[
            (
                "src/lib.rs",
                "mod a; mod b; pub use a::A; pub use b::{B, C as D};",
            ),
            ("src/a.rs", "pub struct A;"),
            ("src/b/mod.rs", "mod c; pub use c::C; pub struct B;"),
            (
                "src/b/c.rs",
                "use super::B; use crate::A; pub struct C(B, A);",
            ),
        ]);
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn two_files_that_use_each_other_are_found() {
        let found = circles(&[
            ("src/lib.rs", "mod a; mod b;"),
            ("src/a.rs", "use crate::b::B; pub struct A;"),
            ("src/b.rs", "pub struct B; fn f() { crate::a::A; }"),
        ]);
        assert_eq!(found[0], "made-up: a -> b -> a");
    }

    #[test]
    fn a_circle_through_a_reexport_is_found() {
        let found = circles(&[
            ("src/lib.rs", "mod a; mod b; pub use a::A; pub use b::*;"),
            ("src/a.rs", "use crate::B; pub struct A;"),
            ("src/b.rs", "use crate::A; pub struct B;"),
        ]);
        assert_eq!(found[0], "made-up: a -> b -> a");
    }

    #[test]
    fn a_circle_of_parent_and_child_is_found() {
        let found = circles(&[
            ("src/lib.rs", "mod a;"),
            (
                "src/a.rs",
                "mod c; pub use c::C; pub struct A; fn f() -> C { c::make() }",
            ),
            ("src/a/c.rs", "use super::A; pub struct C(A);"),
        ]);
        assert_eq!(found[0], "made-up: a -> a::c -> a");
    }

    #[test]
    fn a_circle_between_folders_is_found() {
        let found = circles(&[
            ("src/lib.rs", "mod a; mod b;"),
            ("src/a/mod.rs", "pub mod low; pub mod high;"),
            ("src/a/low.rs", "pub struct Low;"),
            ("src/a/high.rs", "use crate::b::Middle;"),
            (
                "src/b.rs",
                "use crate::a::low::Low; pub struct Middle(Low);",
            ),
        ]);
        assert_eq!(found, ["made-up: a -> b -> a"]);
    }

    #[test]
    fn a_circle_by_inherent_methods_is_found() {
        let found = circles(&[
            ("src/lib.rs", "mod engine; mod change; mod offer;"),
            ("src/engine.rs", "pub struct Engine;"),
            (
                "src/change.rs",
                "use crate::engine::Engine; impl Engine { fn change(&self) { self.offer(); } }",
            ),
            (
                "src/offer.rs",
                "use crate::engine::Engine;\
                 impl<'a> Engine { fn offer(&self) { self.hold(|| self.change()); } }",
            ),
        ]);
        assert_eq!(found[0], "made-up: change -> offer -> change");
    }

    #[test]
    fn methods_of_a_trait_are_no_arrow() {
        let found = circles(&[
            ("src/lib.rs", "mod engine; mod change; mod offer;"),
            (
                "src/engine.rs",
                "pub trait Offer { fn offer(&self); } pub struct Engine;",
            ),
            (
                "src/change.rs",
                "use crate::engine::Engine; impl Engine { fn change(&self) { self.offer(); } }",
            ),
            (
                "src/offer.rs",
                "use crate::engine::{Engine, Offer};\
                 impl Offer for Engine { fn offer(&self) { self.change(); } }",
            ),
        ]);
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn unit_tests_may_use_anything() {
        let found = circles(&[
            ("src/lib.rs", "mod a; mod b;"),
            (
                "src/a.rs",
                "pub struct A; #[cfg(test)] mod tests { use crate::b::B; }",
            ),
            (
                "src/b.rs",
                "use crate::a::A; pub struct B; #[cfg(test)] mod tests;",
            ),
        ]);
        assert_eq!(found, [""; 0]);
    }
}
