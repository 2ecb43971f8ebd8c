"""The floor of a curve: read the plans of given commits from one git process, and parse each version once.

Arguments: the repository, and the commits, oldest first.
"""

import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import toml_rs


def trees(commits: Sequence[str], asked: IO[bytes], answered: IO[bytes]) -> Iterator[str]:
    """The ids of the plans' contents, commit by commit."""
    for commit in commits:
        asked.write(f"{commit}:plans\n".encode())
        asked.flush()
        size = int(answered.readline().split()[2])
        content = answered.read(size + 1)
        at = 0
        while at < size:
            at = content.index(b"\0", at) + 1
            yield content[at : at + 20].hex()
            at += 20


def main() -> None:
    """Read, parse, print how many there were."""
    folder, commits = Path(sys.argv[1]), sys.argv[2:]
    command = ["git", "-c", "core.deltaBaseCacheLimit=1g", "cat-file", "--batch"]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as git:
        asked, answered = git.stdin, git.stdout
        if asked is None or answered is None:
            raise OSError
        blobs = list(dict.fromkeys(trees(commits, asked, answered)))

        def ask() -> None:
            asked.writelines(f"{blob}\n".encode() for blob in blobs)
            asked.close()

        threading.Thread(target=ask, daemon=True).start()
        for _blob in blobs:
            size = int(answered.readline().split()[2])
            toml_rs.loads(answered.read(size).decode(), toml_version="1.0.0")
            answered.read(1)
    print(len(blobs))


if __name__ == "__main__":
    main()
