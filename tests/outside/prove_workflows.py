"""Workflows as `candour init --ci` writes them, forms as `candour schema --cms` prints them, and the same with one fault each."""

import tempfile
from pathlib import Path

from prove_page import changed
from tools import HERE, run_tool

MANIFEST = HERE.parents[1] / "Cargo.toml"
HOSTS = {"github": ".github/workflows/candour.yml", "gitlab": ".gitlab-ci.yml", "azure": "azure-pipelines.yml"}
FAULTS = {
    # name, from (a pattern), to, what the judge says
    "github": [
        ("cut", r'cron: "', "cron: '", "is not YAML"),
        ("no-runner", r"    runs-on: [^\n]*\n", "", "runs-on"),
        ("tag", r"actions/cache@\w+", "actions/cache@v4", "actions/cache@v4 is not named by its commit"),
        ("no-such-right", "contents: read", "contents: reads", "permissions/contents|actionlint, line .*reads"),
        ("no-such-job", "needs: site", "needs: sight", "actionlint, line .*sight"),
        ("no-such-step", "steps.pages.outputs", "steps.pagers.outputs", "actionlint, line .*pagers"),
        ("expression", r"\$\{\{ runner\.temp \}\}", "${{ runer.temp }}", "actionlint, line .*runer"),
        ("schedule", "17 6 1 \\* \\*", "77 6 1 * *", "actionlint, line .*CRON"),
    ],
    "gitlab": [
        ("cut", r"^stages:", "stages: [", "is not YAML"),
        ("no-script", r"  script:\n    - candour build", "  scrpt:\n    - candour build", "/pages"),
        ("when", "when: always", "when: allways", "/check/artifacts/when"),
        ("report", "      junit: candour.junit.xml", "      jnuit: candour.junit.xml", "/check/artifacts/reports"),
        ("cache", r"    paths:\n      - output/.store", "    paths: output/.store", "/default/cache"),
    ],
    "azure": [
        ("cut", r"^pool:", "pool: [", "is not YAML"),
        ("schedule", "displayName: Monthly", "dispalyName: Monthly", "/schedules/0"),
        ("step", "- bash: candour build", "- bsh: candour build", "/jobs/0|/steps|must"),
        ("always", "always: true", "always: sometimes", "/schedules/0/always"),
        ("input", "testResultsFormat: JUnit", "testResultsFormat: JNuit", "testResultsFormat|/jobs/0"),
    ],
}
FORM_FAULTS = [
    ("cut", r"^backend:", "backend: [", "is not YAML"),
    ("multiple", "multiple: true", 'multiple: "several"', "/collections/"),
    ("no-name", r'  - name: "policy"\n    label', "  - label", "/collections/0"),
    ("no-fields", r"^    fields:.*?(?=^    format)", "", "/collections/0"),
    ("create", "create: true", 'create: "often"', "/collections/0/create"),
]


def write(root):
    """Writes good and faulty workflows and forms; returns the proofs as (judge, file, words to be told)."""
    proofs = []
    for host, path in HOSTS.items():
        with tempfile.TemporaryDirectory() as folder:
            begin = ["cargo", "run", "--locked", "--quiet", "--manifest-path", MANIFEST, "--", "init", folder, "--yes", "--ci", host]
            run_tool(begin)
            good = (Path(folder) / path).read_text("utf-8")
        texts = [("good", good, None)]
        texts += [(name, changed(good, f"(?m){before}", after, name), told) for name, before, after, told in FAULTS[host]]
        for name, text, told in texts:
            (root / f"{name}.{host}.yml").write_text(text, "utf-8")
            proofs.append(("workflows", f"{name}.{host}.yml", told))
    good = run_tool(["cargo", "run", "--locked", "--quiet", "--manifest-path", MANIFEST, "--", "schema", "--cms"])
    texts = [("good", good, None)]
    texts += [(name, changed(good, f"(?m){before}", after, name), told) for name, before, after, told in FORM_FAULTS]
    for name, text, told in texts:
        (root / f"{name}.cms.yml").write_text(text, "utf-8")
        proofs.append(("forms", f"{name}.cms.yml", told))
    return proofs
