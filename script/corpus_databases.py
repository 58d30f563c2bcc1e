# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes a compilation database for each package of the corpus.

usage: corpus_databases.py FOLDER

Each goes to FOLDER/PACKAGE/compile_commands.json, with what its commands
include that no package has. Prints the packages. Fails where a pattern below
matches no file.
"""

import glob
import json
import os
import sys

BOOST = "/usr/share/doc/libboost1.81-doc/examples/libs"
ASIO = "/usr/share/doc/libasio-dev/examples"
QCORO = "/usr/share/doc/qcoro-doc"
QT = ["Concurrent", "Core", "DBus", "Gui", "Network", "Widgets"]

ASIO_FLAGS = ["-DASIO_HAS_CO_AWAIT=1", "-DASIO_HAS_STD_COROUTINE=1"]
# As CMake passes what it imports: QCoro's and Qt's headers are system headers.
QCORO_FLAGS = [
    "-fPIC",
    *(f"-isystem/usr/include/qcoro6{folder}" for folder in ("", "/qcoro", "/QCoro")),
    f"-I{QCORO}/examples/dbus",
]

# Package to patterns, each with the flags of the files that it matches.
SOURCES = {
    "boost-asio": [
        (f"{BOOST}/asio/example/cpp20/channels/*.cpp", []),
        (f"{BOOST}/asio/example/cpp20/coroutines/*.cpp", []),
        (f"{BOOST}/asio/example/cpp20/type_erasure/*.cpp", []),
        (f"{BOOST}/asio/example/cpp17/coroutines_ts/*.cpp", []),
    ],
    "boost-beast": [
        (f"{BOOST}/beast/example/*/*/awaitable/*.cpp", [f"-I{BOOST}/beast"]),
        # Uses std::list without including it.
        (
            f"{BOOST}/beast/example/advanced/server-flex-awaitable/*.cpp",
            [f"-I{BOOST}/beast", "-include", "list"],
        ),
    ],
    "asio": [(f"{ASIO}/cpp17/coroutines_ts/*.cpp", ASIO_FLAGS)],
    "qcoro": [
        (f"{QCORO}/examples/**/*.cpp", QCORO_FLAGS),
        (f"{QCORO}/docs/examples/*.cpp", QCORO_FLAGS),
    ],
}


def qt_flags():
    (folder,) = glob.glob("/usr/include/*/qt6")
    return [f"-isystem{folder}", *(f"-isystem{folder}/Qt{part}" for part in QT)]


def write_qcoro_includes(folder):
    """What moc would make, and a header where QCoro's sources have it."""
    contents = {
        "await-async-string.moc": "",
        "main.moc": "",
        "qcoro/network/qcoronetworkreply.h": "#include <qcoro/qcoronetworkreply.h>\n",
    }
    for name, text in contents.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def commands(package, folder):
    flags = ["-std=c++20", "-w"]
    if package == "qcoro":
        write_qcoro_includes(os.path.join(folder, "include"))
        flags += [f"-I{folder}/include", *qt_flags()]
    for pattern, more in SOURCES[package]:
        files = sorted(glob.glob(pattern, recursive=True))
        if not files:
            sys.exit(f"corpus: there is no {pattern}")
        for file in files:
            arguments = ["clang++", *flags, *more, "-c", file]
            yield {"directory": folder, "file": file, "arguments": arguments}


def main(root):
    for package in SOURCES:
        folder = os.path.abspath(os.path.join(root, package))
        os.makedirs(folder, exist_ok=True)
        database = list(commands(package, folder))
        path = os.path.join(folder, "compile_commands.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(database, file, indent=1)
        print(package)


if __name__ == "__main__":
    main(*sys.argv[1:])
