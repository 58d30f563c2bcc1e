# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""junit.py REPORT: the report as python3-junitparser reads it, whose counts must
agree with the cases."""

import sys

import junitparser

report = junitparser.JUnitXml.fromfile(sys.argv[1])
counts = (report.tests, report.failures, report.errors)
for suite in report:
    stated = (suite.tests, suite.failures, suite.errors)
    suite.update_statistics()
    assert stated == (suite.tests, suite.failures, suite.errors), suite.name
    for case in suite:
        for result in case.result or [junitparser.JUnitXml()]:
            print("%s: %s: %s: %s" % (suite.name, case.name,
                                      type(result).__name__,
                                      getattr(result, "message", "-")))
            print((getattr(result, "text", "") or "").replace("\n", "|"))
report.update_statistics()
assert counts == (report.tests, report.failures, report.errors)
