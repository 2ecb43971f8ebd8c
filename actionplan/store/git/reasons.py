"""Why a repository elsewhere could not be fetched, as codes, told from what git says in English."""

import re

_TELLING = (
    ("too_slow", "operation timed out", "connection timed out"),
    ("unknown_host", "could not resolve host", "name or service not known", "no such host", "nodename nor servname"),
    ("not_trusted_host", "host key verification failed", "ssl certificate problem", "certificate verif"),
    (
        "no_answer",
        "connection refused",
        "failed to connect",
        "couldn't connect",
        "could not connect",
        "no route to host",
        "network is unreachable",
        "connection reset",
        "connection closed by",
        "unable to connect",
    ),
    (
        "no_access",
        "authentication failed",
        "permission denied",
        "could not read username",
        "could not read password",
        "terminal prompts disabled",
        "access denied",
        "returned error: 401",
        "returned error: 403",
        "http basic: access denied",
    ),
    ("not_trusted", "dubious ownership"),
    (
        "not_found",
        "repository not found",
        "does not appear to be a git repository",
        "does not exist",
        "returned error: 404",
        "not found",
        "no such file or directory",
        "not a git repository",
    ),
    ("disk_full", "no space left on device", "disk quota exceeded"),
    ("refused_transport", "transport 'ext' not allowed", "not allowed", "find remote helper", "is not a git command"),
)
"""Codes, each with what betrays it. The first that fits is meant: git often adds a general remark."""

KNOWN = (*(code for code, *_telling in _TELLING), "busy", "cannot_write", "no_git", "other")
"""All codes."""

_PASSWORD = re.compile(r"(?<=://)(?<!file://)(?!(?<=ssh://)[^/@:\s]+@)[^\s]*@")
"""What stands in front of a host: it may be a token, or hold a password with any signs in it. A mere name for ssh is
neither, and a path on this machine has no such thing."""
_LONGEST = 200


def reason_of(said: str) -> str:
    """The code for what git said."""
    low = said.lower()
    return next((code for code, *telling in _TELLING if any(one in low for one in telling)), "other")


def without_password(text: str) -> str:
    """A text without the passwords of the addresses in it."""
    return _PASSWORD.sub("…@", text)


def in_short(said: str) -> str:
    """The line of what git said that tells most, without passwords."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    fatal = [line.partition(":")[2].strip() for line in lines if line.startswith(("fatal:", "error:"))]
    told = (fatal or lines or [""])[0]
    return without_password(told)[:_LONGEST]
