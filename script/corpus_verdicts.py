# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares what cotidy found in the corpus with what is on record.

usage: corpus_verdicts.py RECORD REPORTS PACKAGE...

RECORD is docs/corpus.md, which has a table of verdicts and one of files that do
not parse. REPORTS/PACKAGE has the database and the JSON report.
Prints a table, then each difference and each finding above low confidence whose
verdict is FALSE; the status is 1 where there is one.
"""

import collections
import json
import os
import sys

VERDICT_HEADS = ["Package", "File", "Finding", "Confidence", "Verdict", "Why"]
FAILURE_HEADS = ["Package", "File", "Why"]
VERDICTS = ("TRUE", "STYLE", "FALSE")
PARTLY = "has errors; what Clang made of it was linted"

Finding = collections.namedtuple("Finding", "package file check subject level")


def rows(path, heads):
    """The cells of a Markdown file's tables with those heads, code unquoted."""
    inside = False
    with open(path, encoding="utf-8") as file:
        for line in file:
            cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split(" | ")]
            if not line.startswith("|"):
                inside = False
            elif cells == heads:
                inside = True
            elif inside and not line.startswith("|---"):
                if len(cells) != len(heads):
                    sys.exit(f"corpus: {path}: a row with another number of cells: {line}")
                yield cells


def recorded_verdicts(path):
    verdicts = {}
    for package, file, what, level, verdict, why in rows(path, VERDICT_HEADS):
        check, _, subject = what.partition(": ")
        finding = Finding(package, file, check, subject, level)
        if verdict not in VERDICTS or not why or finding in verdicts:
            sys.exit(f"corpus: {path}: no single verdict with a reason: {finding}")
        verdicts[finding] = verdict
    return verdicts


def recorded_failures(path):
    return {(package, file) for package, file, _ in rows(path, FAILURE_HEADS)}


class Package:
    """One package's database and report; files are named within the package."""

    def __init__(self, name, folder):
        self.name = name
        with open(f"{folder}/compile_commands.json", encoding="utf-8") as file:
            self.files = {command["file"] for command in json.load(file)}
        self.root = os.path.commonpath([os.path.dirname(file) for file in self.files])
        with open(f"{folder}/report.json", encoding="utf-8") as file:
            report = json.load(file)
        self.coroutines = report["analysed"]["coroutines"]
        self.findings = collections.Counter(
            Finding(name, self.relative(each["file"]), each["check"], each["subject"], each["confidence"])
            for each in report["findings"]
        )
        self.unparsed = set()
        self.troubles = []
        for failure in report["failures"]:
            if failure["message"].endswith(PARTLY):
                self.unparsed.add((name, self.relative(failure["file"])))
            else:
                self.troubles.append(failure["message"])

    def relative(self, path):
        return os.path.relpath(path, self.root)


def print_table(packages, verdicts):
    heads = ["package", "files", "unparsed", "coroutines", "findings", *VERDICTS, "unknown"]
    lines = []
    for package in packages:
        counts = collections.Counter()
        for finding, times in package.findings.items():
            counts[verdicts.get(finding, "unknown")] += times
        lines.append(
            [len(package.files), len(package.unparsed), package.coroutines]
            + [package.findings.total(), *(counts[head] for head in heads[5:])]
        )
    lines.append([sum(column) for column in zip(*lines)])
    names = [package.name for package in packages] + ["all"]
    for name, cells in [(heads[0], heads[1:]), *zip(names, lines)]:
        print(f"{name:12}" + "".join(f"{cell:>11}" for cell in cells))


def differences(packages, verdicts, unparsed):
    found = sum((package.findings for package in packages), collections.Counter())
    failed = set().union(*(package.unparsed for package in packages))
    for package in packages:
        yield from package.troubles
    for finding in sorted(found):
        if finding not in verdicts:
            yield f"no verdict on record: {' | '.join(finding)}"
        elif verdicts[finding] == "FALSE" and finding.level != "low":
            yield f"a false alarm that users see: {' | '.join(finding)}"
    for finding in sorted(verdicts.keys() - found.keys()):
        yield f"on record, but not found: {' | '.join(finding)}"
    for package, file in sorted(failed - unparsed):
        yield f"does not parse: {package} | {file}"
    for package, file in sorted(unparsed - failed):
        yield f"on record as not parsing, but does: {package} | {file}"


def main(record, reports, *names):
    verdicts, unparsed = recorded_verdicts(record), recorded_failures(record)
    packages = [Package(name, os.path.join(reports, name)) for name in names]
    print_table(packages, verdicts)
    wrong = list(differences(packages, verdicts, unparsed))
    for sentence in wrong:
        print(f"corpus: {sentence}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
