"""The audit: every rule a program can check, against every page as readers and machines get it."""
