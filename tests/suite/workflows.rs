//! The workflows of `candour init --ci`: each one's shell steps, run in order on a clean site, as the host runs them. The
//! outside judge `workflows` holds the files to the hosts' own schemas.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use candour::yaml::{self, Node, Value};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::folder::{DAY, Outcome, files_below, program, temporary, write};
use crate::starting::RELEASE;

/// The archive of the release beside its folder, and its SHA-256.
static ARCHIVE: LazyLock<(PathBuf, String)> = LazyLock::new(|| {
    let path = RELEASE.folder().join(format!("{}.tar.gz", RELEASE.name));
    let mut tar = Command::new("tar");
    tar.env("GZIP", "-1").arg("-czf").arg(&path).arg("-C").arg(RELEASE.folder()).arg(&RELEASE.name);
    assert!(tar.status().is_ok_and(|status| status.success()), "tar, which every system has");
    let sum = Sha256::digest(std::fs::read(&path).expect("an archive"));
    (path, sum.iter().map(|byte| format!("{byte:02x}")).collect())
});

/// A step of a workflow: the shell's words, and whether it is run although one before it has failed.
struct Step {
    script: String,
    always: bool,
}

fn list<'n>(node: Option<&'n Node>, what: &str) -> &'n [Node] {
    match node.map(|node| &node.value) {
        Some(Value::List(items)) => items,
        other => panic!("{what} is no list: {other:?}"),
    }
}

fn text<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    node.get(key).and_then(Node::text)
}

/// A new site with the workflow of a host, and the workflow.
fn begun(host: &str, path: &str) -> (TempDir, Node) {
    let folder = temporary();
    let outcome =
        Outcome::of(program().args(["init", "site", "--yes", "--ci", host, "--today", DAY]).current_dir(folder.path()));
    assert_eq!(outcome.status, 0, "{outcome}");
    assert!(outcome.stderr.contains("CANDOUR_SHA256"), "what is left to do is told: {outcome}");
    let yaml = std::fs::read_to_string(folder.path().join("site").join(path)).expect("a workflow");
    assert!(yaml.contains(&format!("CANDOUR_VERSION: \"{}\"", env!("CARGO_PKG_VERSION"))), "{yaml}");
    (folder, yaml::parse(&yaml, 0).expect("YAML"))
}

/// What the host's own tools would leave behind and hand over: which later steps see.
#[derive(Default)]
struct Machine {
    /// Folders at the front of the path.
    path: Vec<String>,
    /// What was printed.
    said: String,
}

impl Machine {
    /// Runs a step in the site with a host's variables. Gives whether it went well.
    fn run(&mut self, shell: &[&str], script: &str, folder: &Path, variables: &[(&str, String)]) -> bool {
        let mut path = self.path.clone();
        path.push("/usr/local/bin:/usr/bin:/bin".to_owned());
        let mut command = Command::new(shell[0]);
        command
            .args(&shell[1..])
            .arg(script)
            .env_clear()
            .env("PATH", path.join(":"))
            .env("SOURCE_DATE_EPOCH", "1795305600");
        command.envs(variables.iter().map(|(name, value)| (*name, value))).current_dir(folder.join("site"));
        let outcome = Outcome::of(&mut command);
        self.said.push_str(&format!("{outcome}\n"));
        outcome.status == 0
    }

    /// Runs steps in order. After one that fails only those run that always do. Gives whether all went well.
    fn run_all(&mut self, shell: &[&str], steps: &[Step], folder: &Path, variables: &[(&str, String)]) -> bool {
        let mut well = true;
        for step in steps.iter().filter(|step| !step.script.is_empty()) {
            if well || step.always {
                well &= self.run(shell, &step.script, folder, variables);
                self.find_paths(folder);
            }
        }
        well
    }

    /// Folders that steps have asked the host to add to the path: GitHub's file, or Azure's words in the log.
    fn find_paths(&mut self, folder: &Path) {
        let asked = std::fs::read_to_string(folder.join("path")).unwrap_or_default();
        let told = self.said.lines().filter_map(|line| line.strip_prefix("##vso[task.prependpath]"));
        let mut all: Vec<String> = asked.lines().chain(told).map(str::to_owned).collect();
        // GitLab's steps are one shell: they hand nothing over.
        all.dedup();
        self.path = all;
    }
}

/// The variables that a trust fills in.
fn filled_in(sum: &str) -> Vec<(&'static str, String)> {
    let address = format!("file://{}", ARCHIVE.0.parent().expect("a folder").display());
    vec![
        ("CANDOUR_DOWNLOAD", address),
        ("CANDOUR_VERSION", env!("CARGO_PKG_VERSION").to_owned()),
        ("CANDOUR_SHA256", sum.to_owned()),
    ]
}

/// Whether a site was published whole, and a report made.
#[track_caller]
fn assert_made(folder: &Path, published: &str, said: &str) {
    let site = files_below(&folder.join("site").join(published));
    for path in ["index.html", ".well-known/security.txt", "assets/site.css"] {
        assert!(site.contains_key(path), "there is no {path} in {published}\n{said}");
    }
    assert!(folder.join("site/report/index.html").is_file(), "there is no report\n{said}");
    assert!(said.contains("Nothing is overdue"), "what is due is told\n{said}");
}

/// An author's fault that blocks.
fn break_site(folder: &Path) {
    write(&folder.join("site/content/broken.md"), "---\ntitle: Broken\n---\nWords with <b>HTML</b>.\n");
}

const BASH: &[&str] = &["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"];

/// The steps of GitHub's job, and the variables of its machine.
fn github() -> (TempDir, Vec<Step>, Vec<(&'static str, String)>) {
    let (folder, workflow) = begun("github", ".github/workflows/candour.yml");
    let job = workflow.get("jobs").and_then(|jobs| jobs.get("site")).expect("a job");
    let steps = list(job.get("steps"), "steps").iter().map(|step| Step {
        script: text(step, "run").unwrap_or("").to_owned(),
        always: text(step, "if").is_some_and(|words| words.contains("!cancelled()")),
    });
    let steps: Vec<Step> = steps.collect();
    std::fs::create_dir(folder.path().join("temp")).expect("a folder");
    let place = |name: &str| folder.path().join(name).display().to_string();
    let mut variables = filled_in(&ARCHIVE.1);
    variables.extend([
        ("RUNNER_TEMP", place("temp")),
        ("GITHUB_PATH", place("path")),
        ("GITHUB_STEP_SUMMARY", place("summary")),
    ]);
    (folder, steps, variables)
}

#[test]
fn github_checks_and_packs_the_site() {
    let (folder, steps, variables) = github();
    let mut machine = Machine::default();
    assert!(machine.run_all(BASH, &steps, folder.path(), &variables), "{}", machine.said);
    let summary = std::fs::read_to_string(folder.path().join("summary")).expect("a summary");
    assert!(machine.said.contains("::warning file=content/contact.md,line="), "{}", machine.said);
    assert_made(folder.path(), "output/site", &format!("{}{summary}", machine.said));
    let listed = Command::new("tar").arg("-tf").arg(folder.path().join("temp/artifact.tar")).output().expect("tar");
    let listed = String::from_utf8(listed.stdout).expect("UTF-8");
    assert!(listed.contains("./.well-known/security.txt\n") && listed.contains("./index.html\n"), "{listed}");
}

#[test]
fn github_shows_what_blocks_and_publishes_nothing() {
    let (folder, steps, variables) = github();
    break_site(folder.path());
    let mut machine = Machine::default();
    assert!(!machine.run_all(BASH, &steps, folder.path(), &variables));
    assert!(machine.said.contains("::error file=content/broken.md,line=4"), "{}", machine.said);
    assert!(folder.path().join("site/report/index.html").is_file() && folder.path().join("summary").is_file());
    assert!(!folder.path().join("temp/artifact.tar").exists() && !folder.path().join("site/output/site").exists());
}

#[test]
fn another_archive_is_not_installed() {
    for (sum, told) in [("", "SHA256SUMS"), ("0".repeat(64).as_str(), "candour.tar.gz: FAILED")] {
        let (folder, steps, mut variables) = github();
        variables
            .iter_mut()
            .filter(|(name, _)| *name == "CANDOUR_SHA256")
            .for_each(|(_, value)| *value = sum.to_owned());
        let mut machine = Machine::default();
        assert!(!machine.run_all(BASH, &steps, folder.path(), &variables));
        assert!(machine.said.contains(told), "{}", machine.said);
        assert!(!folder.path().join("path").exists() && !folder.path().join("site/report").exists());
    }
}

/// The script of a job of GitLab's with what stands before it, as one shell.
fn gitlab_job(workflow: &Node, job: &str) -> String {
    let before = list(workflow.get("default").and_then(|it| it.get("before_script")), "before_script");
    let own = list(workflow.get(job).and_then(|job| job.get("script")), "script");
    let lines = before.iter().chain(own).map(|line| line.text().expect("a line"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn gitlab_checks_builds_and_keeps_the_site_in_public() {
    let (folder, workflow) = begun("gitlab", ".gitlab-ci.yml");
    let variables = filled_in(&ARCHIVE.1);
    let mut machine = Machine::default();
    for shell in [&["sh", "-e", "-c"][..], BASH] {
        for job in ["check", "pages"] {
            let script = gitlab_job(&workflow, job);
            assert!(machine.run(shell, &script, folder.path(), &variables), "{job}\n{}", machine.said);
        }
        assert_made(folder.path(), "public", &machine.said);
    }
    let junit = std::fs::read_to_string(folder.path().join("site/candour.junit.xml")).expect("a report");
    assert!(junit.starts_with("<?xml") && junit.contains("contact.md"), "{junit}");

    break_site(folder.path());
    std::fs::remove_dir_all(folder.path().join("site/public")).expect("a folder");
    let mut machine = Machine::default();
    assert!(!machine.run(&["sh", "-e", "-c"], &gitlab_job(&workflow, "check"), folder.path(), &variables));
    assert!(machine.said.contains("Error in broken.md, line 4"), "{}", machine.said);
    let junit = std::fs::read_to_string(folder.path().join("site/candour.junit.xml")).expect("a report");
    assert!(junit.contains("<failure") && junit.contains("broken.md"), "{junit}");
}

#[test]
fn azure_checks_and_builds() {
    let (folder, workflow) = begun("azure", "azure-pipelines.yml");
    let [job] = list(workflow.get("jobs"), "jobs") else { panic!("one job") };
    let steps = list(job.get("steps"), "steps").iter().map(|step| Step {
        script: text(step, "bash").unwrap_or("").to_owned(),
        always: text(step, "condition").is_some_and(|words| words.contains("succeededOrFailed()")),
    });
    let steps: Vec<Step> = steps.collect();
    std::fs::create_dir(folder.path().join("temp")).expect("a folder");
    let mut variables = filled_in(&ARCHIVE.1);
    variables.push(("AGENT_TEMPDIRECTORY", folder.path().join("temp").display().to_string()));
    // Azure's shell goes on after a line that fails: a step says itself that it does not.
    let shell = &["bash", "--noprofile", "--norc", "-c"];
    let mut machine = Machine::default();
    assert!(machine.run_all(shell, &steps, folder.path(), &variables), "{}", machine.said);
    assert_made(folder.path(), "output/site", &machine.said);
    assert!(folder.path().join("site/candour.junit.xml").is_file());

    break_site(folder.path());
    std::fs::remove_dir_all(folder.path().join("site/output/site")).expect("a folder");
    let mut machine = Machine::default();
    assert!(!machine.run_all(shell, &steps, folder.path(), &variables));
    assert!(machine.said.contains("Error in broken.md, line 4"), "{}", machine.said);
    assert!(!folder.path().join("site/output/site").exists(), "nothing is built after a check that failed");
}
