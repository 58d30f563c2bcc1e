# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# project.sh FOLDER INPUTS: a repository with two commits on main, and on a branch
# topic a third; compile_commands.json below build/.
set -eu
mkdir -p "$1/build" "$1/src"
cd "$1"
git init -q -b main
git config user.name test
git config user.email test@example.com
git config commit.gpgsign false
echo build/ >.gitignore
cat >src/a.cpp <<'EOF'
#include "coro.h"
static int hits, drops;
static task<> count() {
  ++hits;
  co_await coro::yield();
}
EOF
cat >build/compile_commands.json <<EOF
[{"directory": "$1", "file": "src/a.cpp", "command": "c++ -std=c++20 -I$2 -c src/a.cpp"}]
EOF
git add -A
git commit -q -m one
git checkout -q -b topic
sed -i 's/  ++hits;/  ++hits;\n  ++drops;/' src/a.cpp
git commit -q -a -m two
git update-ref refs/remotes/origin/main main
