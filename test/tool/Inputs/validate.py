# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""validate.py SCHEMA REPORT...: succeeds if each report fits the JSON schema."""

import json
import sys

import jsonschema

with open(sys.argv[1]) as file:
    schema = json.load(file)
Validator = jsonschema.validators.validator_for(schema)
Validator.check_schema(schema)
wrong = False
for path in sys.argv[2:]:
    with open(path) as file:
        report = json.load(file)
    for error in Validator(schema).iter_errors(report):
        print("%s: %s: %s" % (path, error.json_path, error.message), file=sys.stderr)
        wrong = True
sys.exit(wrong)
