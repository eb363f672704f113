// Configurations of an editor in the browser, judged by the schema that Sveltia CMS publishes; it reads what Decap CMS
// reads. Use: node forms.mjs SCHEMA CONFIGURATION…; prints what browser.mjs prints.

import { readFile } from "node:fs/promises";
import Ajv from "ajv";
import { parseDocument } from "yaml";

const FAULTS_MAX = 10;

const [, , schema, ...files] = process.argv;
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false, logger: false });
const valid = ajv.compile(JSON.parse(await readFile(schema, "utf8")));
const cases = [];
for (const name of files) {
  const document = parseDocument(await readFile(name, "utf8"));
  const faults = document.errors.map((error) => `is not YAML: ${error.message}`);
  if (!faults.length && !valid(document.toJS())) {
    // Where there is a choice of forms, what fits best went deepest before it failed.
    const errors = valid.errors.sort((a, b) => b.instancePath.split("/").length - a.instancePath.split("/").length);
    faults.push(...new Set(errors.map((error) => `${error.instancePath || "/"}: ${error.message}`)));
  }
  cases.push({ name, faults: faults.slice(0, FAULTS_MAX) });
}
console.log(JSON.stringify({ cases, notes: [] }));
