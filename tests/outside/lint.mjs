// html-validate over the HTML of pages. Use: node lint.mjs SITE; prints what browser.mjs prints.

import { HtmlValidate } from "html-validate";
import { readPages } from "./site.mjs";

// Rules that are off, each with its reason. All others of the recommended, standard and accessibility sets are on.
const EXCEPTIONS = {
  "attr-quotes": "the pages are minified, in ways that the HTML standard allows",
  "doctype-style": "the same",
  "no-implicit-close": "the same: end tags that may be left out",
  "tel-non-breaking": "the stylesheet keeps telephone numbers whole, and copied ones stay as they were typed",
  "long-title": "a title says what the page is called, however long that is, and the site's name last",
  "no-implicit-button-type": "a button in a form sends it, which is what the search form is for",
};

// Roles that are written out although an element has them, for a reason each.
const ROLES = {
  "prefer-native-element": ["error", { exclude: ["region"] }], // the region of a wide table is nhsuk-frontend's
  "no-redundant-role": ["error", { exclude: ["list"] }], // Safari drops the meaning of a list without bullets
};

const [site] = process.argv.slice(2);
const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended", "html-validate:standard", "html-validate:a11y"],
  rules: { ...Object.fromEntries(Object.keys(EXCEPTIONS).map((rule) => [rule, "off"])), ...ROLES },
});
const cases = [];
for (const { name, html } of await readPages(site)) {
  const { results } = await validator.validateString(html, name);
  const messages = results.flatMap((result) => result.messages);
  cases.push({ name, faults: [...new Set(messages.map(({ ruleId, message, line, column }) => `${ruleId}: ${message} (line ${line}, column ${column})`))] });
}
console.log(JSON.stringify({ cases, notes: Object.entries(EXCEPTIONS).map(([rule, reason]) => `not asked: ${rule}, ${reason}`) }));
