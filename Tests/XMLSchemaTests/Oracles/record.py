#!/usr/bin/env python3
"""Asks two other validators about the documents of cases.txt and writes what they say to oracles.tsv.

record.py XERCES            XERCES is a program built from xerces.cpp, beside this file; xmllint is taken from the path.

A row: case, number of the document in it, what cases.txt expects, xmllint, Xerces-C. A schema that one of them cannot
compile is `refused`. Prints every document on which one of them differs and no clause is given.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
HEAD = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t" targetNamespace="urn:t" '
    'elementFormDefault="qualified">'
)


def cases(text):
    """Yields name, components and documents; a document is expectation, markup and clause."""
    name, components, documents = None, "", []
    for line in text.split("\n"):
        if line.startswith("#") and name is None:
            continue
        if line.startswith("== "):
            if name:
                yield name, components, documents
            words = line.split()
            name, components, documents = words[1], "", []
            if len(words) > 2:
                components = f'<xs:element name="a" type="{words[3]}"/>'
        elif name and line[:1] in "+-" and line[1:2] in ("", " ") and line:
            documents.append([line[0] == "+", markup(line[2:]), None])
        elif line.startswith("? "):
            documents[-1][2] = line[2:]
        elif line:
            components += line
    yield name, components, documents


def markup(text):
    if not text.startswith("<"):
        for short, long in (("\\s", " "), ("\\n", "\n"), ("\\t", "\t"), ("\\r", "&#13;")):
            text = text.replace(short, long)
        text = f"<a>{text}</a>"
    declarations = ' xmlns="urn:t"' if " xmlns=" not in text.split(">")[0] and not text.startswith("<t:") else ""
    declarations += ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    return re.sub(r"^<[\w:]+", lambda start: start[0] + declarations, text)


def main():
    rows, silent = [], []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, components, documents in cases((HERE / "cases.txt").read_text()):
            schema = folder / "schema.xsd"
            schema.write_text(f"{HEAD}{components}</xs:schema>")
            paths = []
            for number, (_, text, _) in enumerate(documents):
                path = folder / f"{number}.xml"
                path.write_text(text)
                paths.append(str(path))
            first, second = libxml2(schema, paths), xerces(schema, paths)
            for number, (expected, text, clause) in enumerate(documents):
                says = "valid" if expected else "invalid"
                rows.append((name, str(number + 1), says, first[number], second[number]))
                if (first[number] != says or second[number] != says) and not clause:
                    silent.append(f"{name} {number + 1}: {says}, xmllint {first[number]}, Xerces-C {second[number]}: {text!r}")
    head = "case\tdocument\texpected\txmllint\txerces"
    (HERE / "oracles.tsv").write_text("\n".join([head, *map("\t".join, rows)]) + "\n")
    print("\n".join(silent))
    print(f"{len(rows)} documents, {len(silent)} on which an oracle differs and no clause is given")


def libxml2(schema, paths):
    run = subprocess.run(
        ["xmllint", "--noout", "--nonet", "--schema", schema, *paths], capture_output=True, text=True)
    if "failed to compile" in run.stderr:
        return ["refused"] * len(paths)
    return ["valid" if f"{path} validates\n" in run.stderr else "invalid" for path in paths]


def xerces(schema, paths):
    run = subprocess.run([sys.argv[1], schema], input="\n".join(paths) + "\n", capture_output=True, text=True)
    if run.returncode == 2:
        return ["refused"] * len(paths)
    return [line.split("\t")[0] for line in run.stdout.splitlines()]


main()
