//! What Visual Studio Code needs to help an author: the schemas, the extensions that read them, and a task that shows
//! the findings of `candour check` beside the lines they are about.

use serde_json::{Value, json};

use super::NewFile;
use crate::kinds::KINDS;
use crate::schema;

/// The files of `.vscode/`.
pub fn files() -> Vec<NewFile> {
    let mut files = vec![
        NewFile::text(".vscode/settings.json", pretty(&settings())),
        NewFile::text(".vscode/extensions.json", pretty(&json!({ "recommendations": ["redhat.vscode-yaml"] }))),
        NewFile::text(".vscode/tasks.json", pretty(&tasks())),
    ];
    for name in schema::names() {
        files.extend(schema::of(name).map(|schema| NewFile::text(&schema_path(name), pretty(&schema))));
    }
    files
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn schema_path(name: &str) -> String {
    format!(".vscode/schemas/{name}.schema.json")
}

/// Which schema is for which files. The extension "YAML" reads `site.yaml` alone; front matter is read by editors that
/// hand it to the YAML language server.
fn settings() -> Value {
    let mut schemas = json!({ schema_path(schema::SITE): ["content/site.yaml"] });
    for kind in KINDS.iter().filter(|kind| !kind.folder.is_empty()) {
        schemas[schema_path(kind.name)] = json!([format!("content/{}/**/[!_]*.md", kind.folder)]);
    }
    schemas[schema_path("statement")] = json!(["content/accessibility-statement*.md"]);
    json!({
        "editor.wordWrap": "on",
        "files.encoding": "utf8",
        "files.eol": "\n",
        "yaml.schemas": schemas,
        "[markdown]": { "editor.unicodeHighlight.ambiguousCharacters": false, "files.trimTrailingWhitespace": true }
    })
}

/// A finding as `--format json` prints it. What is no severity of the editor's counts as information.
pub const FINDING: &str = concat!(
    r#"^\{"rule":"([^"]+)","severity":"(?:(error|warning)|advice)","file":"([^"]+)","line":(\d+),"column":(\d+),"#,
    r#""end_line":(\d+),"end_column":(\d+),"message":"((?:[^"\\]|\\.)*)""#
);

fn tasks() -> Value {
    let matcher = json!({
        "owner": "candour",
        "source": "candour",
        "severity": "info",
        "fileLocation": ["relative", "${workspaceFolder}/content"],
        "pattern": {
            "regexp": FINDING,
            "code": 1, "severity": 2, "file": 3, "line": 4, "column": 5, "endLine": 6, "endColumn": 7, "message": 8
        }
    });
    let shown = json!({ "reveal": "never", "clear": true });
    json!({
        "version": "2.0.0",
        "tasks": [
            {
                "label": "Candour: check",
                "detail": "Every check, drafts too. What is found stands in the list of problems.",
                "type": "process",
                "command": "candour",
                "args": ["check", "--drafts", "--format", "json", "--quiet"],
                "group": { "kind": "build", "isDefault": true },
                "presentation": shown,
                "problemMatcher": matcher
            },
            {
                "label": "Candour: preview",
                "detail": "The site in a browser on this computer, which follows every change.",
                "type": "process",
                "command": "candour",
                "args": ["serve", "--open"],
                "isBackground": true,
                "problemMatcher": []
            }
        ]
    })
}
