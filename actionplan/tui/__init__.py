"""The full-screen program. It shows and edits plans through the same shell as the command line.

The app and its screens own immutable state; widgets draw what they are given and say in messages what was asked for.
Files are read and written in `desk` alone, called from background threads.
"""
