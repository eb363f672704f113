#!/usr/bin/env python3
"""Writes texts from the sentences in judge/ with the names of the answer sheet of a development half.

  texts.py HALF OUT      HALF as tests/anonymity/generate.py writes it: OUT has the same form
"""
import glob, json, os, random, re, sys

HALF, OUT = sys.argv[1:3]
# Pages that show what names look like.
PEOPLE = r"/anon/|Tunde|Balewright|Thackwray|Thornbury|Wren\b|Mrs |\bJM\b"
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "judge")
rng = random.Random("candour judge")
lines = lambda name: [l.rstrip("\n") for l in open(os.path.join(HERE, name), encoding="utf-8") if l.strip() and not l.startswith("# S")]
people, clean = lines("people.txt"), lines("clean.txt")
names = {}
for line in open(os.path.join(HALF, "gold.jsonl"), encoding="utf-8"):
    span = json.loads(line)
    if span["type"].startswith("NAME_") and span["variant"] == "full" and re.fullmatch(r"[\w'’-]+( [\w'’-]+)+", span["text"]):
        names.setdefault(span["origin"], set()).add(span["text"])
LAST_FIRST = {"cantonese", "pinyin", "vietnamese"}
pairs = []
for origin, found in sorted(names.items()):
    for name in sorted(found):
        one, two = name.split(" ", 1)
        pairs.append((origin, (two, one) if origin in LAST_FIRST else (one, two)))
origins = sorted({origin for origin, _ in pairs})
by_origin = {origin: [pair for o, pair in pairs if o == origin] for origin in origins}


def name():
    origin = "wordlike" if rng.random() < 0.2 else rng.choice(origins)
    return rng.choice(by_origin[origin]) + (origin,)


def filled(line):
    """The text of a line and the places of its names."""
    text, spans, known = "", [], name()
    for piece in re.split(r"(\{[A-Z]\})", line):
        if not re.fullmatch(r"\{[A-Z]\}", piece):
            text += piece
            continue
        if rng.random() < 0.4:
            known = name()
        first, last, origin = known
        word = {"F": first, "L": last, "N": f"{first} {last}", "I": f"{first[0]}{rng.choice(['.', ''])} {last}", "U": last.upper()}[piece[1]]
        if piece == "{N}" and origin in LAST_FIRST:
            word = f"{last} {first}"
        if re.search(r"([a-z]/|[a-z]-|^slug: |[(]images/)$", text):
            word = re.sub(r"[ '’]+", "-", word.lower())
        spans.append((len(text), len(text) + len(word), origin))
        text += word
    return text, spans


docs, gold = {}, []
os.makedirs(os.path.join(OUT, "docs"), exist_ok=True)
for number in range(3600):
    kind = ("dirty", "clean", "sparse", "dirty", "clean", "sparse", "clean", "short")[number % 8]
    parts = []
    if kind != "clean":
        parts += [filled(line) for line in rng.sample(people, rng.randint(3, 8) if kind == "dirty" else rng.randint(1, 2))]
    if kind in ("clean", "sparse") or kind == "dirty" and rng.random() < 0.5:
        parts += [(line, []) for line in rng.sample(clean, rng.randint(6, 12) if kind != "dirty" else 3)]
        rng.shuffle(parts)
    style = rng.random()
    text, file = "", f"t-{number:04}.md"
    for part, spans in parts:
        begin = len(text)
        low, up = style < (0.25 if kind != "clean" else 0.05), rng.random() < 0.02
        written = part.lower() if low else part.upper() if up else part
        if len(written) != len(part):
            written = part
        text += written + rng.choice(["\n", "\n", " "] if part[-1] in ".?!" and part[0] not in "-#|123!" else ["\n"]) * (1 if rng.random() < 0.3 else 2)
        for start, end, origin in spans:
            gold.append({"file": file, "start": begin + start, "end": begin + end, "type": "NAME_PATIENT", "variant": "trained", "origin": origin, "text": text[begin + start : begin + end]})
    with open(os.path.join(OUT, "docs", file), "w", encoding="utf-8", newline="") as out:
        out.write(text)
    docs[file] = {"kind": kind, "template": ""}
# Candour's own pages, those without people in them: headings, tables, keys, file names and other languages as they are.
ROOT = os.path.join(HERE, *[".."] * 5)
pages = sorted(glob.glob(os.path.join(ROOT, "content", "**", "*.md"), recursive=True) + glob.glob(os.path.join(ROOT, "src", "checks", "**", "*.md"), recursive=True))
for number, path in enumerate(pages):
    text = open(path, encoding="utf-8", newline="").read()
    if re.search(PEOPLE, path) or re.search(PEOPLE, text):
        continue
    file = f"p-{number:04}.md"
    with open(os.path.join(OUT, "docs", file), "w", encoding="utf-8", newline="") as out:
        out.write(text)
    docs[file] = {"kind": "clean", "template": ""}
with open(os.path.join(OUT, "gold.jsonl"), "w", encoding="utf-8") as out:
    out.writelines(json.dumps(span, ensure_ascii=False) + "\n" for span in gold)
with open(os.path.join(OUT, "manifest.json"), "w", encoding="utf-8") as out:
    json.dump({"docs": docs}, out)
