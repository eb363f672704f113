"""Invented numbers, dates and places, each in the forms in which people write it.

NHS numbers pass Modulus 11; telephone numbers are of the ranges kept for drama, e-mail and web
addresses of the domains kept for examples. The rest has the right form and no owner that we know.
"""

import datetime
import re

from people import plain

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU "
    "HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO "
    "PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE BT"
).split()
DRAMA_FIXED = ["01632 960", "0113 496 0", "0114 496 0", "0115 496 0", "0116 496 0", "0117 496 0", "0121 496 0", "0131 496 0",
               "0141 496 0", "0151 496 0", "0161 496 0", "020 7946 0", "0191 498 0", "028 9649 6", "029 2018 0"]
NHS_WEIGHTS = range(10, 1, -1)


def digits(rng, n):
    """n digits."""
    return "".join(str(rng.randrange(10)) for _ in range(n))


def letters(rng, n, among="ABCDEFGHJKLMNPRSTWXY"):
    """n capital letters."""
    return "".join(rng.choice(among) for _ in range(n))


def nhs_check(nine):
    """The tenth digit of an NHS number, or None when there is none."""
    check = (11 - sum(int(d) * w for d, w in zip(nine, NHS_WEIGHTS)) % 11) % 11
    return None if check == 10 else check


def nhs(rng, how=None):
    """A number that passes Modulus 11, outside of the range for tests."""
    while True:
        nine = rng.choice("4567") + digits(rng, 8)
        if nhs_check(nine) is not None:
            break
    ten = nine + str(nhs_check(nine))
    how = how or rng.choices(["spaced", "plain", "dashed", "no break", "dotted", "typo"], [8, 6, 3, 2, 1, 1])[0]
    if how == "typo":
        ten = nine + str((nhs_check(nine) + rng.randrange(1, 9)) % 10)
        how_written = rng.choice(["spaced", "plain"])
    else:
        how_written = how
    mark = {"spaced": " ", "plain": "", "dashed": "-", "no break": "\u00a0", "dotted": "."}[how_written]
    return mark.join((ten[:3], ten[3:6], ten[6:])), "NHS_NUMBER", how


def nhs_test(rng):
    """A number of the range that is kept for tests: nobody's."""
    while True:
        nine = "999" + digits(rng, 6)
        if nhs_check(nine) is not None:
            ten = nine + str(nhs_check(nine))
            return f"{ten[:3]} {ten[3:6]} {ten[6:]}", "TRAP", "test number"


def ordinal(day):
    """1st, 2nd, 3rd …"""
    return f"{day}{'th' if 10 <= day % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


DATE_FORMS = {
    "long": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "long no year": lambda d: f"{d.day} {MONTHS[d.month - 1]}",
    "ordinal": lambda d: f"{ordinal(d.day)} {MONTHS[d.month - 1]} {d.year}",
    "ordinal of": lambda d: f"{ordinal(d.day)} of {MONTHS[d.month - 1]}",
    "month first": lambda d: f"{MONTHS[d.month - 1]} {ordinal(d.day)}",
    "short": lambda d: f"{d.day} {MONTHS[d.month - 1][:3]} {d.year % 100:02}",
    "slashes": lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    "slashes short": lambda d: f"{d.day}/{d.month}/{d.year % 100:02}",
    "day and month": lambda d: f"{d.day}/{d.month}",
    "dots": lambda d: f"{d.day:02}.{d.month:02}.{d.year % 100:02}",
    "dashes": lambda d: f"{d.day:02}-{d.month:02}-{d.year}",
    "dashed month": lambda d: f"{d.day:02}-{MONTHS[d.month - 1][:3]}-{d.year % 100:02}",
    "iso": lambda d: d.isoformat(),
    "weekday": lambda d: f"{DAYS[d.weekday()]} {d.day} {MONTHS[d.month - 1]}",
    "weekday the": lambda d: f"{DAYS[d.weekday()]} the {ordinal(d.day)} of {MONTHS[d.month - 1]} {d.year}",
    "weekday short": lambda d: f"{DAYS[d.weekday()][:3]} {d.day} {MONTHS[d.month - 1][:3]}",
    "weekday comma": lambda d: f"{DAYS[d.weekday()]}, {d.day} {MONTHS[d.month - 1]} {d.year}",
    # These stand in a text only where its slot asks for them.
    "month first year": lambda d: f"{MONTHS[d.month - 1]} {ordinal(d.day)}, {d.year}",
    "weekday ordinal": lambda d: f"{DAYS[d.weekday()]} {ordinal(d.day)} {MONTHS[d.month - 1]}",
    "ordinal short": lambda d: f"{ordinal(d.day)} {MONTHS[d.month - 1][:3]}",
    "caps": lambda d: f"{d.day:02} {MONTHS[d.month - 1][:3].upper()} {d.year}",
    "long short year": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year % 100:02}",
    "apostrophe": lambda d: f"{ordinal(d.day)} {MONTHS[d.month - 1]} '{d.year % 100:02}",
    "ordinal of year": lambda d: f"{ordinal(d.day)} of {MONTHS[d.month - 1]} {d.year}",
    "dashes short": lambda d: f"{d.day}-{d.month}-{d.year % 100:02}",
    "dots full": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    "dashed month full": lambda d: f"{d.day:02}-{MONTHS[d.month - 1][:3]}-{d.year}",
    "weekday ordinal short": lambda d: f"{DAYS[d.weekday()][:3]} {ordinal(d.day)} {MONTHS[d.month - 1][:3]}",
    "weekday slashes": lambda d: f"{DAYS[d.weekday()][:3]} {d.day:02}/{d.month:02}",
    "slashes two": lambda d: f"{d.day:02}/{d.month:02}/{d.year % 100:02}",
    "day short": lambda d: f"{d.day} {MONTHS[d.month - 1][:3]}",
    "short full": lambda d: f"{d.day} {MONTHS[d.month - 1][:3]} {d.year}",
    "weekday day": lambda d: f"{DAYS[d.weekday()]} {ordinal(d.day)}",
    "night": lambda d: f"{d.day}/{(d + datetime.timedelta(1)).day} {MONTHS[d.month - 1]}" if (d + datetime.timedelta(1)).month == d.month else f"{d.day} {MONTHS[d.month - 1]}",
    "weekday full year": lambda d: f"{DAYS[d.weekday()]} {d.day} {MONTHS[d.month - 1]} {d.year}",
    "dots short": lambda d: f"{d.day}.{d.month}.{d.year % 100:02}",
    "the ordinal": lambda d: f"the {ordinal(d.day)} {MONTHS[d.month - 1]}",
    "weekday comma ordinal": lambda d: f"{DAYS[d.weekday()]}, {ordinal(d.day)} {MONTHS[d.month - 1]}",
}
PROSE_DATES = ["long", "long no year", "ordinal", "ordinal of", "weekday", "weekday the", "month first", "weekday comma"]
NOTE_DATES = ["slashes", "slashes short", "dots", "dashes", "dashed month", "short", "iso", "weekday short", "day and month"]


def day(rng, first="2023-01-01", last="2026-06-30"):
    """A day between two others."""
    first, last = map(datetime.date.fromisoformat, (first, last))
    return first + datetime.timedelta(rng.randrange((last - first).days))


def date(rng, how=None, on=None):
    """The day of something that happened to someone; any, or a given one."""
    forms = {"note": NOTE_DATES, "prose": PROSE_DATES}.get(how) or PROSE_DATES * 2 + NOTE_DATES
    form = how if how in DATE_FORMS else rng.choice(forms)
    return DATE_FORMS[form](on or day(rng)), "DATE", form


def birth(rng, years):
    """A date of birth for someone about so many years old."""
    about = day(rng)
    born = about.replace(day=min(about.day, 28), year=max(1915, 2026 - int(years)))
    form = rng.choice(["long", "slashes", "slashes short", "dots", "dashes", "iso", "ordinal", "short", "dashed month"])
    return DATE_FORMS[form](born), "DOB", form


def postcode(rng, how=None):
    """Of a real area, with an inward part that may be."""
    area = rng.choice(AREAS)
    outward = area + str(rng.randrange(1, 10 if area in "B E G L M N S W".split() else 20))
    inward = str(rng.randrange(1, 10)) + letters(rng, 2, "ABDEFGHJLNPQRSTUWXYZ")
    how = how or rng.choices(["spaced", "joined", "lower", "no break"], [12, 4, 2, 1])[0]
    text = {"spaced": f"{outward} {inward}", "joined": outward + inward, "lower": f"{outward} {inward}".lower(),
            "no break": f"{outward}\u00a0{inward}"}[how]
    return text, "POSTCODE", how


def phone(rng, how=None):
    """Drama ranges, extensions and bleeps."""
    how = how or rng.choices(["mobile", "mobile joined", "fixed", "abroad", "brackets", "dashed"], [6, 4, 6, 3, 2, 2])[0]
    tail = digits(rng, 3)
    if how == "ext":
        return f"{rng.choice(['ext', 'ext.', 'extension', 'x'])} {rng.randrange(2000, 9000)}", "PHONE", how
    if how == "bleep":
        return f"{rng.choice(['bleep', 'bleep', 'pager'])} {rng.randrange(100, 9000)}", "PHONE", how
    if how == "dect":
        return f"{rng.choice(['DECT', 'dect'])} {rng.randrange(2000, 60000)}", "PHONE", how
    text = {
        "country and nought": f"+44 (0)7700 900{tail}",
        "mobile": f"07700 900{tail}", "mobile joined": f"07700900{tail}", "abroad": f"+44 7700 900{tail}",
        "mobile thirds": f"07700 900 {tail}", "fixed": rng.choice(DRAMA_FIXED) + tail, "brackets": f"(01632) 960{tail}", "dashed": f"07700-900-{tail}",
    }[how]
    return text, "PHONE", how


def address(rng, banks, how=None):
    """A house, a street, often a town."""
    how = how or rng.choice(["street", "street and town", "flat", "named house"])
    street = f"{rng.randrange(1, 180)}{rng.choice(['', '', '', 'a', 'B'])} {rng.choice(banks['street'])}"
    return {
        "street": street,
        "street and town": f"{street}, {rng.choice(banks['place'])}",
        "flat": f"Flat {rng.randrange(1, 40)}, {street}",
        "named house": f"{rng.choice(banks['house'])}, {rng.choice(banks['street'])}",
    }[how], "ADDRESS", how


def nino(rng, _=None):
    """A National Insurance number with a prefix that may be."""
    while True:
        prefix = letters(rng, 1, "ABCEGHJKLMNOPRSTWXYZ") + letters(rng, 1, "ABCEGHJKLMNPRSTWXYZ")
        if prefix not in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ"):
            break
    d = digits(rng, 6)
    end = letters(rng, 1, "ABCD")
    how = rng.choice(["spaced", "joined", "lower"])
    return {"spaced": f"{prefix} {d[:2]} {d[2:4]} {d[4:]} {end}", "joined": prefix + d + end, "lower": (prefix + d + end).lower()}[how], "NINO", how


def mrn(rng, how=None):
    """A hospital number; the word that says so stands in the template."""
    how = how or rng.choice(["letter", "digits", "dashed", "two letters"])
    return {"noughts": f"00{digits(rng, 6)}", "letter": letters(rng, 1) + digits(rng, rng.choice((6, 7))), "digits": str(rng.randrange(1, 10)) + digits(rng, rng.choice((5, 6, 7))),
            "dashed": f"{letters(rng, 2)}-{digits(rng, 6)}", "two letters": letters(rng, 2) + digits(rng, 6)}[how], "MRN", how


def registration(rng, how):
    """Of a professional; the regulator is named in the template."""
    return {"gmc": rng.choice("4567") + digits(rng, 6), "nmc": f"{rng.randrange(70, 100)}{letters(rng, 1, 'ABCDEFGHI')}{digits(rng, 4)}{letters(rng, 1, 'ECWSON')}",
            "hcpc": rng.choice(["PA", "PH", "OT", "RA", "SL", "DT"]) + digits(rng, 5), "gphc": "2" + digits(rng, 6),
            "gdc": str(rng.randrange(60000, 290000))}[how], "PROF_REG", how


def incident(rng, how=None):
    """A reference of an incident, case, inquest or complaint."""
    how = how or rng.choice(["datix", "web", "steis", "lfpse", "psii", "ulysses", "inc"])
    year = rng.randrange(2023, 2027)
    return {
        "datix": f"W{digits(rng, 6)}", "web": f"WEB{digits(rng, 5)}", "steis": f"{year}/{rng.randrange(1000, 29999)}",
        "lfpse": f"LFPSE-{digits(rng, 8)}", "psii": f"PSII-{year}-{rng.randrange(1, 90):03}", "ulysses": f"U/{year % 100}/{digits(rng, 4)}",
        "inc": f"INC-{digits(rng, 6)}", "complaint": f"C/{year % 100}/{digits(rng, 4)}", "pals": f"PALS-{year}-{digits(rng, 4)}",
        "coroner": f"{rng.randrange(1000, 9999)}/{year}", "claim": f"CLM{digits(rng, 7)}", "safeguarding": f"SG-{digits(rng, 6)}",
        "number": str(rng.randrange(100000, 999999)), "si": f"SI-{year}-{digits(rng, 4)}",
        "phso": f"P-{digits(rng, 6)}", "psi": f"PSI-{year % 100}-{rng.randrange(1, 400):03}", "webdash": f"WEB-{digits(rng, 6)}",
        "dat": f"DAT/{year}/{digits(rng, 5)}", "ir1": f"IR1/{year % 100}/{digits(rng, 4)}", "ticket": f"INC{digits(rng, 7)}",
        "cad": f"{rng.choice(['CAD', 'Log'])} {rng.randrange(100, 4000)}",
        "dw": f"DW{digits(rng, 6)}", "ir": f"IR-{year}-{digits(rng, 5)}", "cas": f"CAS-{digits(rng, 5)}-{letters(rng, 4)}", "psirf": f"PSIRF/{year}/{rng.randrange(1, 200):03}",
        "comp": f"COMP{digits(rng, 5)}", "inquest": f"INQ{digits(rng, 4)}/{year % 100}", "sjr": f"SJR {rng.randrange(1, 400)}/{year % 100}", "hash": f"#{rng.randrange(10000, 99999)}",
    }[how], "INCIDENT_REF", how


def vehicle(rng, _=None):
    """A registration mark."""
    how = rng.choice(["current", "current", "joined", "prefix"])
    two = f"{letters(rng, 2)}{rng.choice([15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74])}"
    three = letters(rng, 3)
    return {"current": f"{two} {three}", "joined": two + three, "prefix": f"{letters(rng, 1)}{rng.randrange(20, 999)} {three}"}[how], "VRM", how


def email(rng, person, how=None):
    """Of a person, at a domain kept for examples."""
    first, last = (re.sub(r"[^a-z]", "", plain(x)) for x in (person.first, person.last))
    user = rng.choice([f"{first}.{last}", f"{first[0]}{last}{rng.randrange(1, 99)}", f"{last}{first[0]}", f"{first}{rng.randrange(50, 99)}"])
    domain = rng.choice(["example.org", "example.com", "mail.example.net", "trust.example"])
    return (f"{user}[at]{domain}" if how == "at" else f"{user}@{domain}"), "EMAIL", how or "plain"


def online(rng, person, how=None):
    """A handle, or a page about somebody."""
    how = how or rng.choice(["handle", "handle", "page", "forum"])
    first, last = (re.sub(r"[^a-z]", "", plain(x)) for x in (person.first, person.last))
    return {"handle": f"@{first}_{last[:4]}{rng.randrange(1, 99)}", "page": f"https://fundraising.example/{first}-{last}",
            "forum": f"u/{first}{rng.randrange(100, 999)}"}[how], "ONLINE_ID", how


def other(rng, how=None):
    """Numbers that point at one person or thing, of no kind above."""
    how = how or rng.choice(["serial", "batch", "passport", "prison", "case"])
    return {"serial": f"SN{digits(rng, 7)}", "batch": f"{letters(rng, 2)}{digits(rng, 4)}-{letters(rng, 1)}", "passport": digits(rng, 9),
            "prison": f"A{digits(rng, 4)}{letters(rng, 2)}", "case": f"SC{digits(rng, 7)}",
            "smartcard": f"5{digits(rng, 11)}", "donation": f"G{digits(rng, 3)} {digits(rng, 3)} {digits(rng, 3)} {digits(rng, 3)}", "payroll": f"2{digits(rng, 7)}",
            "caseload": f"{rng.randrange(10000, 99999)}", "crime": f"{rng.randrange(10, 60)}/{digits(rng, 5)}/{rng.randrange(23, 27)}", "specimen": f"{rng.randrange(23, 27)}{letters(rng, 1)}{digits(rng, 6)}", "pump": f"{rng.randrange(800, 9999):05}",
            "trial": f"{rng.randrange(1, 60):02}-{digits(rng, 4)}"}[how], "OTHER_ID", how


def room(rng, names, how=None):
    """Ward, bay, bed or room."""
    how = how or rng.choice(["ward", "ward", "named ward", "bay", "bed", "bay and bed", "side room", "room", "letter ward"])
    return {
        "ward": f"Ward {rng.randrange(1, 48)}", "named ward": f"{rng.choice(names)} Ward", "bay": f"Bay {rng.choice('ABCD1234567')}",
        "bed": f"{rng.choice(['Bed', 'bed'])} {rng.randrange(1, 33)}", "bay and bed": f"bay {rng.randrange(1, 7)} bed {rng.randrange(1, 7)}",
        "side room": f"{rng.choice(['side room', 'Side Room', 'SR'])} {rng.randrange(1, 9)}", "room": f"Room {rng.randrange(1, 40)}",
        "letter ward": f"Ward {rng.choice('ABCDEF')}{rng.randrange(1, 12)}", "suite": f"{rng.choice(names)} Suite", "ward low": f"ward {rng.randrange(1, 48)}", "bed space": f"bed space {rng.randrange(1, 33)}", "cubicle": f"cubicle {rng.randrange(1, 19)}",
        "coded ward": f"Ward {rng.randrange(1, 12)}{rng.choice('ABCD')}", "bay letter and bed": f"{rng.choice(['Bay', 'bay'])} {rng.choice('ABCD')}, {rng.choice(['Bed', 'bed'])} {rng.randrange(1, 7)}",
        "bed code": f"{rng.choice(['Bed', 'bed'])} {rng.choice('ABCD')}{rng.randrange(1, 7)}", "chair": f"{rng.choice(['Chair', 'chair'])} {rng.randrange(1, 21)}", "trolley": f"{rng.choice(['Trolley', 'trolley'])} {rng.randrange(1, 31)}",
        "named ward low": f"{rng.choice(names).lower()} ward", "flat": f"Flat {rng.randrange(1, 41)}",
        "named ward first": f"Ward {rng.randrange(1, 30)} ({rng.choice(names)})", "unit number": f"{rng.choice(['AMU', 'SAU', 'EAU', 'CDU'])} {rng.randrange(1, 4)}", "resus": f"{rng.choice(['Resus', 'resus'])} {rng.randrange(1, 6)}",
        "bed short": f"{rng.choice('ABCD')}{rng.randrange(1, 7)}", "room low": f"room {rng.randrange(1, 30)}", "side room short": f"SR{rng.randrange(1, 7)}", "unit": f"{rng.choice(names)} Unit", "bay low": f"bay {rng.randrange(1, 7)}", "wd": f"{rng.choice(['Wd', 'wd'])} {rng.randrange(1, 40)}",
        "cell": f"cell {rng.choice('ABCD')}{rng.randrange(1, 4)}-{rng.randrange(1, 40):02}",
    }[how], "WARD_BED_ROOM", how


NOUNS = {6: "sexagenarian", 7: "septuagenarian", 8: "octogenarian", 9: "nonagenarian"}
DECADES = {2: "twenties", 3: "thirties", 4: "forties", 5: "fifties", 6: "sixties", 7: "seventies", 8: "eighties", 9: "nineties"}


def spelt(n):
    """A number below a hundred in words."""
    small = ("nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
             "eighteen nineteen").split()
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    return small[n] if n < 20 else tens[n // 10 - 2] + (f"-{small[n % 10]}" if n % 10 else "")


def age(rng, years, sex, how):
    """An age that fits the grammar of its place: adj, num, code, decade, noun, spelt, weeks, days, months."""
    n = int(years)
    if how == "adj":
        return rng.choice([f"{n}-year-old", f"{n} year old", f"{n}yo", f"{n}-year old", f"{n} yr old"]), "AGE", "adjective"
    if how == "num":
        return str(n), "AGE", "number"
    if how == "code":
        return rng.choice([f"{n}{sex}", f"{sex}{n}", f"{n}yo {sex}", f"{n}y {sex}", f"{n}/{sex}"]), "AGE", "code"
    if how == "decade":
        return DECADES[min(9, max(2, n // 10))], "AGE", "decade"
    if how == "noun":
        return NOUNS.get(n // 10, f"{n}-year-old"), "AGE", "noun"
    if how == "spelt":
        return spelt(n), "AGE", "spelt"
    if how == "weeks":
        return f"{rng.randrange(2, 20)} {rng.choice(['weeks', 'wks', 'weeks'])}", "AGE", "weeks"
    if how == "yo":
        return rng.choice([f"{n} y/o", f"{n}yo", f"{n} yo", f"{n} y.o."]), "AGE", "y/o"
    if how == "of age":
        return f"{n} years of age", "AGE", "of age"
    if how == "yrs":
        return rng.choice([f"{n} yrs", f"{n}yrs", f"{n} years", f"{n}y", f"{n} years old"]), "AGE", "years"
    if how == "tens":
        return f"{n // 10}0s", "AGE", "tens"
    if how == "part":
        return f"{rng.choice(['early', 'mid', 'mid', 'late'])}{rng.choice([' ', '-'])}{DECADES[min(9, max(2, n // 10))]}", "AGE", "part of a decade"
    if how == "hours":
        return f"{rng.randrange(3, 71)} hours", "AGE", "hours"
    if how == "twelfths":
        return f"{rng.randrange(3, 24)}/12", "AGE", "twelfths"
    if how == "days":
        return f"{rng.randrange(2, 14)} days", "AGE", "days"
    if how == "months":
        return f"{rng.randrange(3, 30)} months", "AGE", "months"
    raise KeyError(how)


AGES = {"adult": (27, 64), "old": (68, 97), "child": (5, 15), "baby": (1, 2), "teen": (14, 17), "mother": (21, 43), "any": (22, 94), "working": (24, 61)}
