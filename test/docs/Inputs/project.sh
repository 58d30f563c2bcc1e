# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# project.sh FOLDER SOURCE BUILD INPUTS: what the documentation's commands are about:
# a project that is built, in a repository with a branch, and cotidy's build tree.
set -eu
mkdir -p "$1/src/server" "$1/include" "$1/build" "$1/.local/share/bash-completion/completions" \
  "$1/.zfunc" "$1/.config/fish/completions"
cd "$1"
mkdir build/release
ln -s "$3"/* build/release
cp -r "$2/examples" .
rm -f build/release/article
cmake -S examples/article -B build/release/article >build.log
cp examples/article/globals.cpp examples/article/async.h .
cp "$4/coro.h" .
cat >src/a.cpp <<'EOF'
#include "../coro.h"
static int hits;
task<> count() {
  ++hits;
  co_await coro::yield();
}
EOF
sed 's!\.\./!!; s/count/countA/' src/a.cpp >a.cpp
sed 's!\.\./!!; s/count/countB/' src/a.cpp >b.cpp
sed 's!\.\./!!; s/count/serve/' src/a.cpp >server.cpp
sed 's/count/serve/' src/a.cpp >src/server.cpp
sed 's!\.\./!../../!; s/count/answer/' src/a.cpp >src/server/answer.cpp
cat >CMakeLists.txt <<'EOF'
cmake_minimum_required(VERSION 3.25)
project(app CXX)
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
add_library(app a.cpp b.cpp server.cpp src/a.cpp src/server.cpp src/server/answer.cpp)
EOF
cmake -B build >build.log
printf 'build\n.out*\n' >.gitignore
git init -q -b main
git config user.name test
git config user.email test@example.com
git config commit.gpgsign false
git add -A
git commit -q -m one
git update-ref refs/remotes/origin/main main
echo 'task<> more() { ++hits; co_await coro::yield(); }' >>src/a.cpp
