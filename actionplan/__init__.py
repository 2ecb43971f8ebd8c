"""Track municipal work with SKL's 44 proposals for stronger protection of children and young people."""

__version__ = "0.1.0"
