#!/usr/bin/env python3
"""Writes patterns.tsv: seeded regular expressions of XSD, strings for each, and what two other validators say.

patterns.py XERCES COUNT    XERCES is a program built from xerces.cpp, beside this file; needs the Python package
                            xmlschema, which translates expressions for Python's own matcher.

A row: pattern, string, Xerces-C, xmlschema; both columns are 1, 0 or, for an expression that is refused, -.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings

from elementpath.regex import RegexError, translate_pattern
import re

HERE = pathlib.Path(__file__).resolve().parent
LETTERS = "abcxyzAZ019_-. :é€𝄞Ж中"
ESCAPES = [
    r"\d", r"\D", r"\s", r"\S", r"\w", r"\W", r"\i", r"\I", r"\c", r"\C", r"\.", r"\\", r"\-", r"\n", r"\t",
    r"\p{L}", r"\p{Lu}", r"\P{Ll}", r"\p{Nd}", r"\p{P}", r"\p{S}", r"\p{Z}", r"\p{IsBasicLatin}",
    r"\P{IsBasicLatin}", r"\p{IsCyrillic}", r"\p{IsGreek}", r"\p{IsCJKUnifiedIdeographs}", r"\p{Sc}",
]


def character(chance):
    return chance.choice(LETTERS.replace(".", "").replace("-", ""))


def group(chance, depth=0):
    members = ""
    for _ in range(chance.randint(1, 3)):
        kind = chance.random()
        if kind < 0.4:
            members += character(chance)
        elif kind < 0.7:
            low, high = sorted(chance.choice("abcxyz") + chance.choice("abcxyz"))
            members += f"{low}-{high}"
        else:
            members += chance.choice(ESCAPES)
    text = ("^" if chance.random() < 0.25 else "") + members
    if depth == 0 and chance.random() < 0.2:
        text += "-" + group(chance, 1)
    return f"[{text}]"


def expression(chance, depth=0):
    branches = []
    for _ in range(1 if chance.random() < 0.7 else chance.randint(2, 3)):
        pieces = ""
        for _ in range(chance.randint(1 if depth == 0 else 0, 3)):
            kind = chance.random()
            if kind < 0.35:
                atom = character(chance)
            elif kind < 0.5:
                atom = chance.choice(ESCAPES)
            elif kind < 0.6:
                atom = "."
            elif kind < 0.8 or depth > 2:
                atom = group(chance)
            else:
                atom = f"({expression(chance, depth + 1)})"
            if chance.random() < 0.4:
                low = chance.randint(0, 3)
                atom += chance.choice(["?", "*", "+", f"{{{low}}}", f"{{{low},}}", f"{{{low},{low + chance.randint(0, 2)}}}"])
            pieces += atom
        branches.append(pieces)
    return "|".join(branches)


def strings(chance):
    return [""] + ["".join(chance.choice(LETTERS) for _ in range(chance.randint(1, 5))) for _ in range(7)]


def python_says(pattern, texts):
    try:
        compiled = re.compile(
            translate_pattern(pattern, xsd_version="1.0", back_references=False, lazy_quantifiers=False, anchors=False))
    except (RegexError, re.error):
        return ["-"] * len(texts)
    return ["1" if compiled.search(text) else "0" for text in texts]


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")


def xerces_says(folder, pattern, texts):
    schema = folder / "schema.xsd"
    schema.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:simpleType>'
        f'<xs:restriction base="xs:string"><xs:pattern value="{escaped(pattern)}"/></xs:restriction></xs:simpleType>'
        "</xs:element></xs:schema>")
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.xml"
        path.write_text(f"<a>{escaped(text)}</a>")
        paths.append(str(path))
    try:
        run = subprocess.run(
            [sys.argv[1], schema], input="\n".join(paths) + "\n", capture_output=True, text=True, timeout=20)
    except subprocess.TimeoutExpired:
        return ["-"] * len(texts)
    rows = run.stdout.splitlines()
    return ["1" if row.startswith("valid") else "0" for row in rows] if len(rows) == len(texts) else ["-"] * len(texts)


def main():
    warnings.simplefilter("ignore")
    chance = random.Random(4711)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(int(sys.argv[2])):
            pattern, texts = expression(chance), strings(chance)
            second, first = python_says(pattern, texts), xerces_says(pathlib.Path(folder), pattern, texts)
            rows += [(json.dumps(pattern), json.dumps(t), a, b) for t, a, b in zip(texts, first, second)]
    (HERE / "patterns.tsv").write_text("pattern\tstring\txerces\txmlschema\n" + "\n".join(map("\t".join, rows)) + "\n")
    print(f"{len(rows)} rows; the two differ in {sum(a != b for _, _, a, b in rows)}")


main()
