"""JSON Schemas for editors as Candour prints them, and the same with one fault each."""

import copy
import json
import re

from tools import HERE, run_tool

MANIFEST = HERE.parents[1] / "Cargo.toml"


def without(*path):
    """Takes out what a path leads to."""

    def change(schema):
        for step in path[:-1]:
            schema = schema[step]
        del schema[path[-1]]

    return change


def having(value, *path):
    """Puts a value where a path leads to."""

    def change(schema):
        for step in path[:-1]:
            schema = schema[step]
        schema[path[-1]] = value

    return change


KEYS = "properties"
FAULTS = [
    # name of the fault, the kind, what is changed, what the judge says
    ("no-such-type", "page", having("sting", KEYS, "slug", "type"), "is no JSON Schema: .*slug"),
    ("misspelt-word", "page", having("[0-9]", KEYS, "slug", "patern"), 'is no JSON Schema: .*unknown keyword: "patern"'),
    ("no-expression", "page", having("([0-9]", KEYS, "slug", "pattern"), "is no JSON Schema"),
    ("any-key", "page", without("additionalProperties"), "accepts a key with a capital letter"),
    ("any-key-below", "policy", without(KEYS, "history", "items", "additionalProperties"), "accepts a misspelt key in a list"),
    ("no-title", "page", without("required"), "accepts a page without a title"),
    ("any-day", "policy", without(KEYS, "approved_on", "pattern"), "accepts a day that is not in the calendar"),
    ("no-leap-day", "policy", having(r"^[0-9]{4}-[0-9]{2}-([01][0-9]|2[0-8])$", KEYS, "approved_on", "pattern"), "refuses .*leap day"),
    ("any-status", "page", without(KEYS, "status", "enum"), "accepts a status there is not"),
    ("no-numbers", "policy", having(["string", "null"], KEYS, "version", "type"), r"refuses .*version: 1\.10"),
    ("no-list-of-one", "learning", having(["array", "null"], KEYS, "theme", "type"), "refuses .*theme: falls on a ward"),
    ("fewer-formats", "policy", having([], KEYS, "documents", "anyOf"), "is no JSON Schema"),
    ("key-lost", "page", without(KEYS, "order"), "refuses .*order: 5"),
    ("key-unexplained", "partner", without(KEYS, "consent", KEYS, "health", "description"), "does not explain /consent/health"),
    ("key-untried", "plan", having({"description": "A colour."}, KEYS, "colour"), "nothing is tried after /colour"),
    ("rule-lost", "site", without(KEYS, "rules", KEYS, "plain/passive"), "refuses .*plain/passive: advice"),
    ("any-rule", "site", having(True, KEYS, "rules", "additionalProperties"), "accepts a rule there is not"),
    ("any-compliance", "statement", without(KEYS, "compliance", "enum"), "accepts compliance in words"),
    ("part-lost", "all", without("definitions", "statement"), "is no JSON Schema: .*can't resolve reference"),
    ("part-left-out", "all", lambda schema: schema["anyOf"].pop(), "refuses content/site.yaml"),
    ("not-offered", "page", lambda schema: schema[KEYS]["slug"].update(doNotSuggest=True), "does not offer `slug`"),
]  # fmt: skip


def write(root):
    """Writes good and faulty schemas; returns the proofs as (judge, file, words to be told)."""
    kinds = dict.fromkeys(kind for _, kind, _, _ in FAULTS)
    candour = ["cargo", "run", "--locked", "--quiet", "--manifest-path", MANIFEST, "--", "schema"]
    good = {kind: run_tool([*candour, *([kind] if kind != "all" else [])]) for kind in kinds}
    texts = [("good", kind, text, None) for kind, text in good.items()]
    for name, kind, change, told in FAULTS:
        schema = json.loads(good[kind])
        before = copy.deepcopy(schema)
        change(schema)
        assert schema != before, name
        texts.append((name, kind, json.dumps(schema), told))
    texts.append(("cut", "page", re.sub(r"}\s*$", "", good["page"]), "is not JSON"))
    texts.append(("other", "procedure", good["page"], "there is no kind procedure"))
    proofs = []
    for name, kind, text, told in texts:
        (root / name).mkdir(exist_ok=True)
        (root / name / f"{kind}.schema.json").write_text(text, "utf-8")
        proofs.append(("editors", f"{name}/{kind}.schema.json", told))
    return proofs
