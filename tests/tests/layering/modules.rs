//! Reads the modules of one crate: who declares what, who passes on what, who names whom.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path inside the crate, from its root: `["queue", "segment"]`.
pub(crate) type ModulePath = Vec<String>;

/// One module that has a file of its own.
#[derive(Default)]
pub(crate) struct Module {
    pub(crate) file: PathBuf,
    /// Names passed on by `pub use`, and where each comes from.
    pub(crate) passed_on: BTreeMap<String, ModulePath>,
    /// `pub use path::*`.
    pub(crate) passed_on_whole: Vec<ModulePath>,
    /// Paths into the crate that the code names.
    pub(crate) named: BTreeSet<ModulePath>,
    /// Plain words of the code, to see whether a name passed on is also used here.
    pub(crate) words: BTreeSet<String>,
    /// Methods that `impl Type { .. }` blocks here define, each with its type.
    pub(crate) methods: BTreeSet<(String, String)>,
    /// Names that are called here as methods: `.name(`.
    pub(crate) called: BTreeSet<String>,
}

/// The modules of a crate.
pub(crate) type Modules = BTreeMap<ModulePath, Module>;

/// Reads the crate whose first file is `root`, leaving out what is there for its unit tests only.
pub(crate) fn read(root: &Path, files: &dyn Fn(&Path) -> Option<String>) -> Modules {
    let mut modules = Modules::new();
    let folder = root.parent().expect("a file has a folder").to_owned();
    let text = files(root).unwrap_or_else(|| panic!("no {}", root.display()));
    Reader {
        files,
        modules: &mut modules,
    }
    .module(root.to_owned(), &text, Vec::new(), &folder);
    modules
}

struct Reader<'a> {
    files: &'a dyn Fn(&Path) -> Option<String>,
    modules: &'a mut Modules,
}

impl Reader<'_> {
    /// `folder` holds the files of the modules that this one declares.
    fn module(&mut self, file: PathBuf, text: &str, path: ModulePath, folder: &Path) {
        let stream: TokenStream = text
            .parse()
            .unwrap_or_else(|_| panic!("module {path:?} is not Rust"));
        let mut module = Module {
            file,
            ..Module::default()
        };
        let mut children = Vec::new();
        let names = declared(&stream);
        Walk {
            module: &mut module,
            here: path.clone(),
            children: &names,
            found: &mut children,
        }
        .walk(stream);
        self.modules.insert(path.clone(), module);
        for child in children {
            let (file, inner) = self.file_of(folder, &child);
            let mut path = path.clone();
            path.push(child);
            let text = (self.files)(&file).unwrap_or_else(|| panic!("no {}", file.display()));
            self.module(file, &text, path, &inner);
        }
    }

    fn file_of(&self, folder: &Path, child: &str) -> (PathBuf, PathBuf) {
        let inner = folder.join(child);
        let flat = folder.join(format!("{child}.rs"));
        if (self.files)(&flat).is_some() {
            (flat, inner)
        } else {
            (inner.join("mod.rs"), inner)
        }
    }
}

/// The names of the modules that this level declares, in files or in place.
fn declared(stream: &TokenStream) -> BTreeSet<String> {
    let trees: Vec<TokenTree> = stream.clone().into_iter().collect();
    trees
        .windows(2)
        .filter(|pair| pair[0].to_string() == "mod")
        .map(|pair| pair[1].to_string())
        .collect()
}

/// One pass over the tokens of a file.
struct Walk<'a> {
    module: &'a mut Module,
    here: ModulePath,
    children: &'a BTreeSet<String>,
    found: &'a mut Vec<String>,
}

impl Walk<'_> {
    fn walk(&mut self, stream: TokenStream) {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while at < trees.len() {
            at = self.step(&trees, at);
        }
    }

    /// Takes in what stands at `at` and gives where to go on.
    fn step(&mut self, trees: &[TokenTree], at: usize) -> usize {
        match &trees[at] {
            TokenTree::Punct(sign) if sign.as_char() == '#' && is_for_tests(trees.get(at + 1)) => {
                after_item(trees, at + 2)
            }
            TokenTree::Ident(word) if word == "pub" => match trees.get(at + 1) {
                Some(TokenTree::Group(scope)) if scope.delimiter() == Delimiter::Parenthesis => {
                    self.after_pub(trees, at + 2)
                }
                _ => self.after_pub(trees, at + 1),
            },
            TokenTree::Ident(word) if word == "use" => self.import(trees, at + 1, false),
            TokenTree::Ident(word) if word == "mod" => self.declaration(trees, at + 1),
            TokenTree::Ident(word) if word == "impl" => self.inherent(trees, at + 1),
            TokenTree::Punct(dot) if dot.as_char() == '.' => self.call(trees, at + 1),
            TokenTree::Ident(_) if begins_a_path(trees, at) => self.path(trees, at),
            TokenTree::Ident(word) => {
                self.module.words.insert(word.to_string());
                at + 1
            }
            TokenTree::Group(group) => {
                self.walk(group.stream());
                at + 1
            }
            _ => at + 1,
        }
    }

    fn after_pub(&mut self, trees: &[TokenTree], at: usize) -> usize {
        match trees.get(at) {
            Some(TokenTree::Ident(word)) if word == "use" => self.import(trees, at + 1, true),
            _ => at,
        }
    }

    fn declaration(&mut self, trees: &[TokenTree], at: usize) -> usize {
        let (Some(name), Some(rest)) = (trees.get(at), trees.get(at + 1)) else {
            return at;
        };
        if let TokenTree::Group(body) = rest {
            let names = declared(&body.stream());
            let mut here = self.here.clone();
            here.push(name.to_string());
            let mut files = Vec::new();
            Walk {
                module: self.module,
                here,
                children: &names,
                found: &mut files,
            }
            .walk(body.stream());
            assert!(
                files.is_empty(),
                "a file declared inside the module {name} is not read"
            );
        } else {
            self.found.push(name.to_string());
        }
        at + 2
    }

    /// `impl Type { .. }`: the methods that it defines. An `impl Trait for Type` defines none of its own.
    fn inherent(&mut self, trees: &[TokenTree], at: usize) -> usize {
        let is_body = |tree: &TokenTree| matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        let end = (at..trees.len()).find(|&i| is_body(&trees[i]) || is_sign(&trees[i], ';'));
        let (Some(TokenTree::Group(body)), Some(end)) = (end.map(|end| &trees[end]), end) else {
            return at;
        };
        let head = &trees[at..end];
        if head.iter().all(|tree| tree.to_string() != "for")
            && let Some(ty) = type_of(head)
        {
            let items: Vec<TokenTree> = body.stream().into_iter().collect();
            let functions = items.windows(2).filter(|pair| pair[0].to_string() == "fn");
            let methods = functions.map(|pair| (ty.clone(), pair[1].to_string()));
            self.module.methods.extend(methods);
        }
        // Head and body are read like everything else.
        at
    }

    /// `.name(` from the name on.
    fn call(&mut self, trees: &[TokenTree], at: usize) -> usize {
        let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(arguments))) =
            (trees.get(at), trees.get(at + 1))
        else {
            return at;
        };
        if arguments.delimiter() == Delimiter::Parenthesis {
            self.module.called.insert(name.to_string());
        }
        at
    }

    /// `use ...;` from `at` on.
    fn import(&mut self, trees: &[TokenTree], at: usize, passes_on: bool) -> usize {
        let end = (at..trees.len())
            .find(|&i| is_sign(&trees[i], ';'))
            .unwrap_or(trees.len());
        let mut leaves = Vec::new();
        spread(&trees[at..end], &[], &mut leaves);
        for (path, name) in leaves {
            let Some(path) = self.absolute(&path) else {
                continue;
            };
            let own = path.len() > self.here.len() && path.starts_with(&self.here);
            if !passes_on {
                self.module.named.insert(path);
            } else if name == "*" {
                self.module.passed_on_whole.push(path);
            } else {
                if !own {
                    self.module.named.insert(path.clone());
                }
                self.module.passed_on.insert(name, path);
            }
        }
        end + 1
    }

    fn path(&mut self, trees: &[TokenTree], at: usize) -> usize {
        let mut path = vec![trees[at].to_string()];
        let mut end = at + 1;
        while is_double_colon(trees, end) {
            let Some(TokenTree::Ident(word)) = trees.get(end + 2) else {
                break;
            };
            path.push(word.to_string());
            end += 3;
        }
        if let Some(path) = self.absolute(&path) {
            self.module.named.insert(path);
        } else {
            self.module.words.extend(path);
        }
        end
    }

    /// The path from the crate's root, or nothing if it does not lead into the crate's modules.
    fn absolute(&self, path: &[String]) -> Option<ModulePath> {
        let mut base = self.here.clone();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => {
                base.clear();
                rest = &path[1..];
            }
            "self" => rest = &path[1..],
            "super" => {
                while rest.first().is_some_and(|word| word == "super") {
                    base.pop();
                    rest = &rest[1..];
                }
            }
            name if self.children.contains(name) => {}
            _ => return None,
        }
        base.extend_from_slice(rest);
        Some(base)
    }
}

/// The leaves of a `use`, each with its path and the name it gets.
fn spread(trees: &[TokenTree], before: &[String], leaves: &mut Vec<(Vec<String>, String)>) {
    for branch in trees.split(|tree| is_sign(tree, ',')) {
        let mut path = before.to_vec();
        let mut name = None;
        let mut words = branch.iter();
        while let Some(tree) = words.next() {
            match tree {
                TokenTree::Ident(word) if word == "as" => {
                    name = words.next().map(ToString::to_string)
                }
                TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
                TokenTree::Ident(word) => path.push(word.to_string()),
                TokenTree::Punct(sign) if sign.as_char() == '*' => name = Some("*".to_owned()),
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    spread(&inner, &path, leaves);
                    path.clear();
                }
                _ => {}
            }
        }
        if let Some(last) = path.last().cloned() {
            leaves.push((path, name.unwrap_or(last)));
        }
    }
}

/// The type that an `impl` is for: the last name before its own arguments, behind those of the `impl`.
fn type_of(head: &[TokenTree]) -> Option<String> {
    let mut depth = 0_i32;
    let mut name = None;
    for (at, tree) in head.iter().enumerate() {
        match tree {
            TokenTree::Punct(sign) if sign.as_char() == '<' => {
                if depth == 0 && name.is_some() {
                    return name;
                }
                depth += 1;
            }
            TokenTree::Punct(sign) if sign.as_char() == '>' => depth -= 1,
            TokenTree::Ident(word) if depth == 0 && word == "where" => return name,
            // A lifetime is a sign and a word.
            TokenTree::Ident(word) if depth == 0 && (at == 0 || !is_sign(&head[at - 1], '\'')) => {
                name = Some(word.to_string());
            }
            _ => {}
        }
    }
    name
}

fn begins_a_path(trees: &[TokenTree], at: usize) -> bool {
    is_double_colon(trees, at + 1) && !(at >= 2 && is_double_colon(trees, at - 2))
}

fn is_double_colon(trees: &[TokenTree], at: usize) -> bool {
    let colon = |i: usize| trees.get(i).is_some_and(|tree| is_sign(tree, ':'));
    colon(at) && colon(at + 1)
}

fn is_sign(tree: &TokenTree, sign: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// `[cfg(test)]`, alone or as the first of several conditions that must all hold.
fn is_for_tests(attribute: Option<&TokenTree>) -> bool {
    let text = attribute
        .map(ToString::to_string)
        .unwrap_or_default()
        .replace(' ', "");
    text == "[cfg(test)]" || text.starts_with("[cfg(all(test,")
}

/// Where the item that starts at `at` is over.
fn after_item(trees: &[TokenTree], at: usize) -> usize {
    let import = trees[at..]
        .iter()
        .take(3)
        .any(|tree| tree.to_string() == "use");
    let ends = |tree: &TokenTree| {
        let body = matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        is_sign(tree, ';') || (body && !import)
    };
    (at..trees.len())
        .find(|&i| ends(&trees[i]))
        .map_or(trees.len(), |end| end + 1)
}
