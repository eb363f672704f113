//! Publishing: whole or not at all, whatever happens meanwhile; never over files that somebody else made; and what has
//! not changed is left as it is.

use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::folder::{Files, Folder, Outcome, assert_same, page, temporary, write};

// Other people's files.

#[test]
fn a_file_of_somebody_else_is_not_replaced() {
    let folder = Folder::new(&[("falls.md", &page("Falls", "Text."))]);
    folder.publish();
    write(&folder.path("output/site/falls/notes.txt"), "mine");
    let before = folder.published();
    folder.write("falls.md", page("Falls", "Other text."));
    let outcome = folder.build();
    let expected = format!(
        "candour: {} holds falls/notes.txt, which Candour did not write, so it will not replace the folder. Move that file away, or choose another folder with --output.",
        folder.path("output/site").display()
    );
    assert_eq!(outcome.status, 2, "{outcome}");
    assert!(outcome.stderr.contains(&expected), "{outcome}");
    assert_same(&before, &folder.published(), "a folder with a file of somebody else");

    std::fs::remove_file(folder.path("output/site/falls/notes.txt")).expect("the file");
    folder.publish();
    assert!(folder.text("falls/index.html").contains("Other text."));
}

#[test]
fn a_folder_that_was_there_first_is_not_replaced() {
    let folder = Folder::new(&[]);
    write(&folder.path("output/site/index.html"), "mine");
    let outcome = folder.build();
    assert_eq!(outcome.status, 2, "{outcome}");
    assert!(outcome.stderr.contains("holds index.html, which Candour did not write"), "{outcome}");
    assert_eq!(folder.text("index.html"), "mine");
    assert!(!folder.path("output/manifest.json").exists() && !folder.path("output/.staging").exists());
}

#[test]
fn an_empty_folder_may_be_filled() {
    let folder = Folder::new(&[]);
    std::fs::create_dir_all(folder.path("output/site/empty")).expect("a folder");
    folder.publish();
    assert!(!folder.path("output/site/empty").exists());
}

#[test]
fn the_manifest_lists_every_file() {
    let folder = Folder::new(&[("policies/falls.md", &page("Falls", "Text."))]);
    folder.publish();
    let manifest = std::fs::read(folder.path("output/manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    let listed = manifest["files"].as_object().expect("the files");
    let site = folder.site();
    assert_eq!(listed.keys().collect::<Vec<_>>(), site.keys().collect::<Vec<_>>());
    for (path, bytes) in &site {
        use sha2::Digest as _;
        let digest: String = sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            (listed[path]["bytes"].as_u64(), listed[path]["sha256"].as_str()),
            (Some(bytes.len() as u64), Some(digest.as_str()))
        );
    }
}

#[cfg(unix)]
#[test]
fn what_has_not_changed_is_the_same_file() {
    use std::os::unix::fs::MetadataExt as _;
    let folder = Folder::new(&[("falls.md", &page("Falls", "Text.")), ("sepsis.md", &page("Sepsis", "Text."))]);
    folder.publish();
    let identity = |path: &str| {
        let file = std::fs::metadata(folder.path("output/site").join(path)).expect("a file");
        (file.ino(), file.modified().expect("a time"))
    };
    let paths = ["index.html", "falls/index.html", "sepsis/index.html", "robots.txt"];
    let before = paths.map(identity);
    folder.write("falls.md", page("Falls", "Other text."));
    folder.publish();
    let after = paths.map(identity);
    let same: Vec<bool> = before.iter().zip(&after).map(|(before, after)| before == after).collect();
    assert_eq!(same, [true, false, true, true]);
}

#[cfg(unix)]
#[test]
fn a_copy_of_the_old_site_stays_as_it_was() {
    // Sync tools and backups may hold links to the published files: no byte is ever changed in place.
    let folder = Folder::new(&[("falls.md", &page("Falls", "Text."))]);
    folder.publish();
    let kept = folder.path("backup.html");
    std::fs::hard_link(folder.path("output/site/falls/index.html"), &kept).expect("a link");
    let before = std::fs::read(&kept).expect("a copy");
    folder.write("falls.md", page("Falls", "Other text."));
    folder.publish();
    assert_eq!(before, std::fs::read(&kept).expect("a copy"));
}

// Interruptions.

const PAGES: usize = 300;

/// Two versions of a site of many pages, and what each gives when it is built in peace.
struct Versions {
    folder: Folder,
    sites: [Files; 2],
}

impl Versions {
    fn new() -> Versions {
        let folder = Folder::new(&[]);
        for (version, name) in ["a", "b"].into_iter().enumerate() {
            let content = folder.path(name);
            write(&content.join("site.yaml"), crate::folder::SITE_YAML);
            write(&content.join("index.md"), page("Home", &format!("Version {name}.")));
            for number in 0..PAGES {
                // A third is the same in both, a third differs, and of the rest each version has its own half.
                let text = if number % 3 == 0 { "Text.".to_owned() } else { format!("Version {name}.") };
                if number % 3 < 2 || number % 2 == version {
                    write(&content.join(format!("part-{}/page-{number}.md", number % 7)), page("Page", &text));
                }
            }
        }
        let mut versions = Versions { folder, sites: Default::default() };
        for version in 0..2 {
            assert_eq!(versions.build(version).status, 0);
            versions.sites[version] = versions.folder.site();
        }
        assert!(versions.sites[0].len() > PAGES * 5 / 6 && versions.sites[0] != versions.sites[1]);
        versions
    }

    fn command(&self, version: usize) -> std::process::Command {
        let content = self.folder.path(["a", "b"][version]);
        self.folder.command("build", &["--content", content.to_str().expect("a plain path")])
    }

    fn build(&self, version: usize) -> Outcome {
        Outcome::of(&mut self.command(version))
    }

    fn start(&self, version: usize) -> Child {
        self.command(version).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("a program that starts")
    }

    /// Which version the site is, byte for byte.
    #[track_caller]
    fn standing(&self, when: &str) -> usize {
        let site = self.folder.site();
        if site == self.sites[0] {
            return 0;
        }
        assert_same(&self.sites[1], &site, when);
        1
    }
}

/// Ends a program at once, as losing power would.
fn kill(mut child: Child) {
    child.kill().expect("a program that can be ended");
    child.wait().expect("a program that has ended");
}

/// Waits until a path appears or the program has ended.
fn wait_for(path: &Path, child: &mut Child) {
    while !path.exists() && child.try_wait().expect("a program").is_none() {
        std::hint::spin_loop();
    }
}

#[test]
fn a_build_that_is_killed_leaves_one_whole_site() {
    let versions = Versions::new();
    assert_eq!(versions.build(1).status, 0);
    let started = Instant::now();
    assert_eq!(versions.build(0).status, 0);
    let mut whole = started.elapsed();
    let watched: [PathBuf; 3] = [".staging", "manifest.next.partial", "manifest.next.json"]
        .map(|name| versions.folder.path("output").join(name));
    let mut seen = [0, 0];
    for round in 0..80_u32 {
        let version = (round as usize + 1) % 2;
        let mut child = versions.start(version);
        let when = match (round % 4, watched.get(round as usize / 4 % 4)) {
            // As soon as a step of publishing can be seen, and a little later.
            (1, Some(path)) => {
                wait_for(path, &mut child);
                format!("killed when {} appeared", path.display())
            }
            (3, Some(path)) => {
                wait_for(path, &mut child);
                std::thread::sleep(Duration::from_micros(u64::from(round) * 100));
                format!("killed just after {} appeared", path.display())
            }
            // After more and more of the time that a whole build takes, up to twice as much.
            _ => {
                let delay = whole * round / 40;
                std::thread::sleep(delay);
                format!("killed after {delay:?} of {whole:?}")
            }
        };
        kill(child);
        seen[versions.standing(&when)] += 1;
        if round % 8 == 7 {
            // A machine that has more to do than before takes longer.
            let started = Instant::now();
            let outcome = versions.build(version);
            whole = whole.max(started.elapsed());
            assert_eq!(outcome.status, 0, "the build after one that was {when}\n{outcome}");
            assert_eq!(versions.standing("after a whole build"), version);
        }
    }
    assert!(seen.iter().all(|count| *count > 0), "both versions should have stood: {seen:?}");
}

#[cfg(unix)]
#[test]
fn a_build_that_is_killed_after_one_that_was_killed() {
    use std::os::unix::fs::MetadataExt as _;
    let folder = Folder::new(&[("first.md", &page("First", "Text."))]);
    let (manifest, next) = (folder.path("output/manifest.json"), folder.path("output/manifest.next.json"));
    folder.publish();
    let first = std::fs::read(&manifest).expect("a manifest");
    for round in 0..40 {
        // The second site stands, and the program was killed before it could say so.
        std::fs::rename(folder.path("content/first.md"), folder.path("content/second.md")).expect("a rename");
        folder.publish();
        std::fs::rename(&manifest, &next).expect("a manifest");
        std::fs::write(&manifest, &first).expect("a manifest");
        // Now the first is built again, and killed when it is about to take the place of the second.
        std::fs::rename(folder.path("content/second.md"), folder.path("content/first.md")).expect("a rename");
        let mut child = folder.command("build", &["--jobs", "1"]).stderr(Stdio::null()).spawn().expect("a program");
        let before = std::fs::metadata(&next).expect("a manifest").ino();
        let about_to = || std::fs::metadata(&next).is_ok_and(|file| file.ino() != before);
        while !about_to() && child.try_wait().expect("a program").is_none() {
            std::hint::spin_loop();
        }
        kill(child);
        let outcome = folder.build();
        assert_eq!(outcome.status, 0, "in round {round}: {outcome}");
    }
}

#[test]
fn two_builds_at_once() {
    let versions = Versions::new();
    for _ in 0..4 {
        let children = [versions.start(0), versions.start(1)];
        let outcomes = children.map(|child| child.wait_with_output().expect("a program that ends"));
        let mut published = Vec::new();
        for (version, outcome) in outcomes.iter().enumerate() {
            let words = String::from_utf8_lossy(&outcome.stderr);
            match outcome.status.code() {
                Some(0) => published.push(version),
                Some(2) => assert!(words.contains("another build is publishing to "), "{words}"),
                status => panic!("{status:?}: {words}"),
            }
        }
        let standing = versions.standing("after two builds at once");
        assert!(published.contains(&standing), "{published:?} were published, {standing} stands");
    }
}

#[test]
fn what_a_killed_build_left_keeps_nobody_out_and_is_cleared_away() {
    for left in ["output/.staging/index.html", "output/manifest.next.json"] {
        let folder = Folder::new(&[]);
        for (round, text) in [("the first build", "Words."), ("the same again", "Words."), ("another", "Other words.")]
        {
            write(&folder.path("output/.lock"), "");
            write(&folder.path(left), "{}");
            folder.write("index.md", page("Home", text));
            folder.publish();
            assert!(folder.text("index.html").contains(text));
            assert!(!folder.path(left).exists(), "{left} is left after {round}");
        }
    }
}

#[test]
fn an_output_folder_elsewhere() {
    let folder = Folder::new(&[]);
    let place = temporary();
    let output = place.path().join("a/b");
    let outcome = folder.build_with(&["--output", output.to_str().expect("a plain path")]);
    assert_eq!(outcome.status, 0, "{outcome}");
    assert!(output.join("site/index.html").exists() && !folder.path("output").exists());
}

#[test]
fn what_is_still_to_be_written_does_not_go_out() {
    let site = format!("{}  publishing/to-write: warning\n", crate::folder::SITE_YAML);
    let page = "---\ntitle: Falls\n---\nTo write: who this is for.\n";
    let folder = Folder::new(&[("site.yaml", &site), ("falls.md", page)]);
    let public = folder.path("public");
    let target = public.to_str().expect("a plain path").to_owned();
    let outcome = folder.run("publish", &[&target]);
    assert_eq!(outcome.status, 1, "{outcome}");
    assert!(outcome.stderr.contains("falls.md") && outcome.stderr.contains("--allow-unfinished"), "{outcome}");
    assert!(!public.exists(), "nothing was sent");
    // The build of before stands: the same is said again.
    assert_eq!(folder.run("publish", &[&target]).status, 1);
    // The check and its report say so before.
    let place = folder.path("report");
    let check = folder.run("check", &["--report", place.to_str().expect("a plain path")]);
    assert!(check.status == 0 && check.stderr.contains("`candour publish` would refuse it"), "{check}");
    assert!(check.stderr.contains("on this page: falls.md."), "{check}");
    let report = std::fs::read_to_string(place.join("index.html")).expect("a report");
    assert!(report.contains("</code> refuses the site: something is still to be written on 1 page."), "{report}");
    assert!(!report.contains("Nothing keeps the site from being published"), "{report}");
    assert_eq!(folder.run("publish", &[&target, "--allow-unfinished"]).status, 0);
    assert!(public.join("falls/index.html").exists());
    folder.write("falls.md", page.replace("title:", "draft: true\ntitle:"));
    assert_eq!(folder.run("publish", &[&target]).status, 0, "a draft is not published");
    assert!(!public.join("falls/index.html").exists());
}

#[test]
fn what_blocks_can_be_seen_alone() {
    let folder = Folder::new(&[("falls.md", "---\ntitle: Falls\n---\n[Ask](gone.md) the patient, Amir Hussain.\n")]);
    let all = folder.run("check", &["--format", "plain"]);
    assert!(all.stdout.contains("anon/name-on-page") && all.stdout.contains("links/no-such-page"), "{all}");
    assert!(all.stderr.contains("--errors-only") && !all.stderr.contains("Search index"), "{all}");
    let errors = folder.run("check", &["--format", "plain", "--errors-only"]);
    assert!(!errors.stdout.contains("anon/name-on-page") && errors.stdout.contains("links/no-such-page"), "{errors}");
    assert!(errors.status == 1 && errors.stderr.contains("1 warning"), "{errors}");
    // Before a list that fills the screen it is said too, and not before a short one.
    let before = "findings. To see only the 1 that blocks a build, add --errors-only.";
    assert!(!all.stderr.contains(before), "{all}");
    folder.write("more.md", format!("---\ntitle: More\n---\n{}", "It was the patient, Amir Hussain.\n\n".repeat(12)));
    let long = folder.run("check", &["--format", "plain"]);
    assert!(long.stderr.contains(before), "{long}");
    assert!(!folder.run("check", &["--format", "json"]).stderr.contains(before));
}
