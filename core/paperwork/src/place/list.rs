//! `sordino-generated.json`: which files were generated, and what was in them.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path};

use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use sordino_policy::Policy;

use super::error::PlaceError;

const FORMAT: u32 = 1;

/// Path to SHA-256 in lower-case hexadecimal.
#[derive(Debug, Default)]
pub(super) struct List(BTreeMap<String, String>);

#[derive(Deserialize)]
struct Written {
    format: u32,
    files: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    path: String,
    sha256: String,
}

impl List {
    /// The list at `path`; empty where there is none, and where it cannot be understood but the caller insists.
    pub(super) fn read(path: &Path, force: bool) -> Result<Self, PlaceError> {
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(PlaceError::Io(path.to_owned(), error)),
        };
        match Self::parse(&text) {
            Err(_) if force => Ok(Self::default()),
            Err(what) => Err(PlaceError::List(path.to_owned(), what)),
            Ok(list) => Ok(list),
        }
    }

    fn parse(text: &[u8]) -> Result<Self, String> {
        let written: Written = serde_json::from_slice(text)
            .map_err(|_| "is not the list that `sordino generate` writes".to_owned())?;
        if written.format != FORMAT {
            return Err(format!(
                "has format {}, and this version knows {FORMAT}",
                written.format
            ));
        }
        if let Some(row) = written.files.iter().find(|row| !stays_inside(&row.path)) {
            return Err(format!(
                "names `{}`, which is not below its folder",
                row.path
            ));
        }
        let rows = written.files.into_iter();
        Ok(Self(rows.map(|row| (row.path, row.sha256)).collect()))
    }

    pub(super) fn of(files: &BTreeMap<String, Vec<u8>>) -> Self {
        let rows = files.iter();
        Self(
            rows.map(|(path, content)| (path.clone(), sha256(content)))
                .collect(),
        )
    }

    /// The same list, with the files at `skipped` as `earlier` generated them: what stands there now is not ours.
    pub(super) fn keeping(mut self, skipped: &[String], earlier: &Self) -> Self {
        for path in skipped {
            match earlier.0.get(path) {
                Some(hash) => self.0.insert(path.clone(), hash.clone()),
                None => self.0.remove(path),
            };
        }
        self
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    /// Whether `bytes` are what was generated at `path`.
    pub(super) fn has(&self, path: &str, bytes: &[u8]) -> bool {
        self.0.get(path).is_some_and(|hash| *hash == sha256(bytes))
    }

    pub(super) fn to_json(&self, policy: &Policy) -> Vec<u8> {
        let files: Vec<_> = self
            .0
            .iter()
            .map(|(path, hash)| json!({ "path": path, "sha256": hash }))
            .collect();
        let list = json!({
            "format": FORMAT,
            "made_by": "sordino generate",
            "policy": { "hash": policy.hash, "version": policy.version },
            "files": files,
        });
        format!("{list:#}\n").into_bytes()
    }
}

/// Whether a path of the list, which anybody may have edited, leads nowhere else.
fn stays_inside(path: &str) -> bool {
    let parts = Path::new(path).components();
    !path.is_empty()
        && parts
            .into_iter()
            .all(|part| matches!(part, Component::Normal(_)))
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
