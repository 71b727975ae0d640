"""What leaves of this app, in the order in which it is read back, and what does not."""

from collections.abc import Mapping

from django.db import models

from articles.exporting import history, money, writing
from articles.exporting.parts import Part
from articles.exporting.parts.photos import PHOTO_FILES
from articles.exporting.parts.readme import Readme
from articles.models import (
    BulkChange,
    CheckedAddress,
    CheckedQuote,
    Draft,
    Import,
    ImportedDocument,
    ImportedPicture,
    MissedPath,
    Notice,
    PendingReport,
    Ping,
    SearchDocument,
    ShareLink,
    Spelling,
    Subject,
)

COMING_IN = "the documents that came in are not the site; the articles made of them are"

FOUND_ANEW = "made anew of what is published when a site comes in"

#: Models none of whose rows leave, and why.
LEFT_OUT: Mapping[type[models.Model], str] = {
    BulkChange: "a way back for the desk; what changed stands in the versions and the log",
    CheckedAddress: "what other sites answered lately is found out anew by checking",
    CheckedQuote: "what other sites answered lately is found out anew by checking",
    Draft: "what somebody is typing is theirs until they save it",
    Import: COMING_IN,
    ImportedDocument: COMING_IN,
    ImportedPicture: COMING_IN,
    MissedPath: "what readers missed lately is counted anew",
    Notice: "told to one person, once",
    PendingReport: "a file that is not taken in yet",
    Ping: "what others are told of this address of the site is nothing to another",
    SearchDocument: FOUND_ANEW,
    ShareLink: "whoever holds its key may read what is not public",
    Spelling: FOUND_ANEW,
    Subject: FOUND_ANEW,
}

PARTS: tuple[Part, ...] = (
    Readme(),
    *writing.FRAME,
    *money.PARTS,
    *writing.PARTS,
    *history.PARTS,
    PHOTO_FILES,
)
