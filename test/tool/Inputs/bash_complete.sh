# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# bash_complete.sh COMPLETIONS WORD...: the words that may replace the last one.
set -u
compopt() { :; } # only readline has it
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_cotidy
printf '%s\n' "${COMPREPLY[@]}"
