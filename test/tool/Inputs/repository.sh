# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# repository.sh FOLDER: a git repository of what is in FOLDER, in one commit,
# whatever the user's own configuration is. Its settings spoil a diff that is
# read without care.
set -eu
cd "$1"
git init -q -b main
git config user.name test
git config user.email test@example.com
git config commit.gpgsign false
git config diff.noprefix true
git config diff.mnemonicPrefix true
git config color.ui always
git config diff.interHunkContext 9
git config core.autocrlf false
git add -A
git commit -q -m base
