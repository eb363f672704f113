"""A text file that says what the good page says, and files with one fault each."""

from prove_page import PAGE, changed, write_page

PAGE_WITH_TERMS = PAGE.replace(
    "<h2>Duties</h2>", "<dl><dt>Owner</dt><dd>Chief Nurse</dd></dl><ol><li>Listen</li></ol><pre><code>1. Tell us\n</code></pre><h2>Duties</h2>"
).replace("<tr><td>Matron</td>", "<tr><td>Porter</td><td></td></tr><tr><td>Matron</td>")
GOOD = """\ufeffFalls policy
============

Contents
--------
• Purpose
• Duties

Purpose
-------

We learn from every fall[1], as the national framework <https://www.england.nhs.uk/> asks\xa0of us.

Roles
~~~~~

Important: Tell the nurse in charge.

[Picture: A ward]

Figure 1: A ward at night

Owner: Chief Nurse

1. Listen

1. Tell us

Duties
------

Table 1: Who does what
[Table with 2 columns and 2 rows. The columns are:]
  Role
  Duty
[Row 1 of 2]
  Role: Porter
  Duty: [blank]
[Row 2 of 2]
  Role: Matron
  Duty: Reviews each fall
[End of table]

This policy ends with these last few words.

Notes
-----

[1] See the plan.

[End of document]
Riverside NHS Trust
"""
FAULTS = [
    # name, from (a pattern), to, what the judge says
    ("changed-word", "nurse in charge", "nurse at charge", r"\[in\].*\[at\]"),
    ("lost-heading", "Roles\n~~~~~\n", "", r"\[Roles\]"),
    ("changed-note", "See the plan", "See our plan", r"footnotes.*\[the\].*\[our\]"),
    ("no-notes", "Notes\n-----\n", "", "footnotes.*See the plan"),
    ("other-header", "Role: Matron", "Duty: Matron", r"\[\].*\[Duty:\]"),
    ("lost-cell", "  Duty: Reviews each fall\n", "", r"\[Reviews each fall\]"),
    ("not-blank", "  Duty: \\[blank\\]\n", "", "a cell is missing"),
    ("other-picture", "Picture: A ward", "Picture: A yard", r"\[ward\].*\[yard\]|ward\].*yard\]"),
    ("no-colon", "Owner: Chief", "Owner Chief", r"\[Owner:\].*\[Owner\]"),
    ("said-twice", "Figure 1: ", "Figure 1: Figure ", r"\[Figure\]"),
    ("other-code", "Tell us", "Ask us", r"\[Tell\].*\[Ask\]"),
    ("cut-short", "\nThis policy ends.*", "[End of document]\n", "This policy ends"),
]


def write(root):
    """Writes the good text and the faulty ones; returns the proofs as (judge, file, words to be told)."""

    def put(name, text):
        write_page(root, name, PAGE_WITH_TERMS)
        (root / name / f"{name}.txt").write_bytes(text.replace("\n", "\r\n").encode())
        return f"{name}/{name}.txt"

    proofs = [("parity", put("good-text", GOOD), None)]
    for name, before, after, told in FAULTS:
        proofs.append(("parity", put(f"text-{name}", changed(GOOD, before, after, name)), told))
    return proofs
