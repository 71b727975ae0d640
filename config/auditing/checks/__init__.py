"""The rules, by family; importing this registers them all."""

from config.auditing.checks import (  # noqa: F401
    accessibility,
    disclosure,
    feeds,
    finding,
    links,
    mail,
    markup,
    performance,
    security,
    structured_data,
    styles,
    trust,
)
