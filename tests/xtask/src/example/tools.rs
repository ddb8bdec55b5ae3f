//! Google's tools, without an Android SDK: from Maven and from Debian.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::place::work;
use crate::log::{Log, Trouble};
use crate::project::root;

/// Jars of Maven's repositories, each with what it needs, by the folder that they are copied into.
const JARS: [(&str, &str); 3] = [
    ("r8", "com.android.tools:r8:9.5.28"),
    ("apksig", "com.android.tools.build:apksig:9.5.0"),
    ("merger", "com.android.tools.build:manifest-merger:32.5.0"),
];

/// The class path of one of [`JARS`].
pub(super) fn jars(log: &mut Log, name: &str) -> Result<String, Trouble> {
    let found = JARS.iter().find(|(folder, _)| *folder == name);
    let (_, artifact) = found.ok_or_else(|| Trouble(format!("no tool is called {name}")))?;
    jars_of(log, name, artifact)
}

/// The class path of an artifact and what it needs, copied into a folder of this name.
pub(super) fn jars_of(log: &mut Log, name: &str, artifact: &str) -> Result<String, Trouble> {
    let folder = work().join("jars").join(name);
    if !folder.exists() {
        // Resolved as a project of its own, so that what it needs comes along.
        let project = work().join("jars").join(format!("{name}-pom"));
        fs::create_dir_all(&project)?;
        fs::write(project.join("pom.xml"), pom(artifact)?)?;
        let mut maven = maven("copy-dependencies");
        maven
            .current_dir(&project)
            .arg(format!("-DoutputDirectory={}", folder.display()));
        had(log, &mut maven, artifact)?;
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path().display().to_string());
    }
    paths.sort();
    Ok(paths.join(":"))
}

/// An AAR, unpacked into a folder of this name.
pub(super) fn copied(log: &mut Log, name: &str, artifact: &str) -> Result<PathBuf, Trouble> {
    let folder = work().join("jars").join(name);
    if !folder.join("classes.jar").exists() {
        fs::create_dir_all(&folder)?;
        let mut maven = maven("copy");
        maven
            .current_dir(work())
            .arg(format!("-Dartifact={artifact}:aar"))
            .arg(format!("-DoutputDirectory={}", folder.display()))
            .arg("-Dmdep.stripVersion=true");
        had(log, &mut maven, artifact)?;
        let mut jar = Command::new("jar");
        jar.current_dir(&folder).args(["--extract", "--file"]);
        had(log, jar.arg(format!("{name}.aar")), artifact)?;
    }
    Ok(folder)
}

fn maven(goal: &str) -> Command {
    let mut maven = Command::new("mvn");
    maven.args(["--batch-mode", "--no-transfer-progress"]);
    maven.arg(format!(
        "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:{goal}"
    ));
    maven
}

fn had(log: &mut Log, command: &mut Command, artifact: &str) -> Result<(), Trouble> {
    match log.run(command)? {
        true => Ok(()),
        false => Err(Trouble(format!(
            "Maven cannot have {artifact}: Google's tools are in its own repository, which this machine's Maven must name"
        ))),
    }
}

/// Kotlin's library, in the version that ours is compiled against.
pub(super) fn kotlin() -> Result<String, Trouble> {
    Ok(format!(
        "org.jetbrains.kotlin:kotlin-stdlib:{}",
        property("kotlin.library")?
    ))
}

/// JNA, the same.
pub(super) fn jna() -> Result<String, Trouble> {
    Ok(format!("net.java.dev.jna:jna:{}", property("jna.version")?))
}

fn property(name: &str) -> Result<String, Trouble> {
    let pom = fs::read_to_string(root().join("android/pom.xml"))?;
    let value = pom.split_once(&format!("<{name}>"));
    let value = value.and_then(|(_, rest)| rest.split('<').next());
    let missing = || Trouble(format!("android/pom.xml names no {name}"));
    value.map(str::to_owned).ok_or_else(missing)
}

fn pom(artifact: &str) -> Result<String, Trouble> {
    let mut parts = artifact.split(':');
    let (Some(group), Some(name), Some(version)) = (parts.next(), parts.next(), parts.next())
    else {
        return Err(Trouble(format!("{artifact} is no artifact")));
    };
    Ok(format!(
        "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion><groupId>dev.sordino</groupId>\
         <artifactId>tool</artifactId><version>1</version><packaging>pom</packaging><dependencies><dependency><groupId>{group}\
         </groupId><artifactId>{name}</artifactId><version>{version}</version></dependency></dependencies></project>"
    ))
}

/// A call of `aapt2`, and the resources of the framework that it links against.
pub(super) struct Aapt {
    program: PathBuf,
    libraries: Option<PathBuf>,
    pub(super) framework: PathBuf,
    /// Whether the framework is Debian's, of API 29, which knows none of the later attributes.
    pub(super) is_old: bool,
}

impl Aapt {
    /// Of an Android SDK if there is one, else of Debian, unpacked below the build folder.
    pub(super) fn ready(log: &mut Log) -> Result<Self, Trouble> {
        if let Some(found) = env::var_os("ANDROID_HOME").and_then(|home| of_sdk(Path::new(&home))) {
            return Ok(found);
        }
        let folder = work().join("debian");
        if !folder.exists() {
            let mut make = Command::new("sh");
            make.arg(root().join("tests/shipped/make_root.sh"))
                .arg(&folder)
                .args(["here", "aapt", "android-framework-res"]);
            if !matches!(log.run(&mut make), Ok(true)) {
                return Err(Trouble(
                    "needs an Android SDK named by ANDROID_HOME, or a Debian with apt and dpkg-deb, where aapt2 is unpacked"
                        .into(),
                ));
            }
        }
        Ok(Self {
            program: folder.join("usr/bin/aapt2"),
            libraries: Some(folder.join("usr/lib")),
            framework: folder.join("usr/share/android-framework-res/framework-res.apk"),
            is_old: true,
        })
    }

    /// Debian's program runs under its own loader, since this machine's may be of another C library.
    pub(super) fn call(&self, words: &[&str]) -> Command {
        let mut command = match &self.libraries {
            None => Command::new(&self.program),
            Some(libraries) => {
                let own = libraries.join("x86_64-linux-gnu");
                let mut command = Command::new(own.join("ld-linux-x86-64.so.2"));
                let more = libraries.join("p7zip");
                let paths = format!("{0}/android:{0}:{1}", own.display(), more.display());
                command.args(["--library-path", &paths]).arg(&self.program);
                command
            }
        };
        command.args(words);
        command
    }
}

fn of_sdk(home: &Path) -> Option<Aapt> {
    let newest = |folder: &str| {
        let mut found: Vec<_> = fs::read_dir(home.join(folder)).ok()?.flatten().collect();
        found.sort_by_key(fs::DirEntry::file_name);
        Some(found.pop()?.path())
    };
    let found = Aapt {
        program: newest("build-tools")?.join("aapt2"),
        libraries: None,
        framework: newest("platforms")?.join("android.jar"),
        is_old: false,
    };
    (found.program.exists() && found.framework.exists()).then_some(found)
}
