"""What the site is measured by: every rule by number, where it comes from, and who checks it.

A number without a rule of the audit is checked by the tests it names, or says why no program can.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Standard:
    """A rule in a few words, and its public source."""

    number: int
    words: str
    source: str
    tests: tuple[str, ...] = ()
    because: str = ""


GOOGLE = "Google Search Central"
WCAG = "WCAG 2.2"
FTC = "16 CFR 255"
HTML = "HTML Living Standard"

STANDARDS = (
    Standard(
        1,
        "Nobody is promised a rich result for questions and answers",
        f"{GOOGLE}, FAQPage",
        because="it is about what people are promised; no page says it",
    ),
    Standard(2, "Questions told to machines are visible", f"{GOOGLE}, FAQPage"),
    Standard(3, "No retired types", f"{GOOGLE}, changes to structured data 2023–2025"),
    Standard(4, "Articles tell headline, pictures, dates, authors", f"{GOOGLE}, Article"),
    Standard(5, "An author's name is a name alone", f"{GOOGLE}, Article, author markup"),
    Standard(6, "Profiles are ProfilePages, and authors lead to them", f"{GOOGLE}, ProfilePage"),
    Standard(7, "The breadcrumb told is the one shown", f"{GOOGLE}, BreadcrumbList"),
    Standard(
        8, "Reviews are told of the page, as shown", "schema.org, reviewedBy and lastReviewed"
    ),
    Standard(9, "JSON-LD parses, is filled, and its ids resolve", "JSON-LD 1.1"),
    Standard(10, "Markup says only what readers see", f"{GOOGLE}, general guidelines"),
    Standard(11, "One labelled date, the same everywhere", f"{GOOGLE}, byline dates"),
    Standard(
        12,
        "The date moves only with the substance",
        f"{GOOGLE}, helpful content",
        ("tests/articles/publishing/test_substance.py",),
    ),
    Standard(13, "One canonical address, the page's own", "RFC 6596; Google Search Central"),
    Standard(14, "The sitemap is true and complete", "sitemaps.org protocol"),
    Standard(15, "llms.txt is plain and not indexed", "llmstxt.org"),
    Standard(
        16,
        "No pages in bulk without worth of their own",
        f"{GOOGLE}, spam policies",
        because="whether a text is worth reading is for editors to say",
    ),
    Standard(
        17,
        "What is recommended was looked at by ourselves",
        f"{GOOGLE}, spam policies, thin affiliation",
        because="no page shows whether somebody tried a product",
    ),
    Standard(18, "Large previews are allowed", f"{GOOGLE}, robots meta tag"),
    Standard(
        19,
        "Paid links are marked",
        f"{GOOGLE}, qualify your outbound links",
        ("tests/articles/affiliates/test_honesty_property.py",),
    ),
    Standard(
        20,
        "The same on every surface",
        f"{GOOGLE}, qualify your outbound links",
        ("tests/articles/discovery/test_every_surface.py",),
    ),
    Standard(21, "No hold on new windows, no page that moves by itself", f"{HTML}, link types"),
    Standard(
        22,
        "/go/ leads where the registry says, and is not kept",
        "RFC 9110, 15.4; RFC 9111, 5.2.2.5",
        ("tests/articles/affiliates/test_views.py",),
    ),
    Standard(
        23,
        "Merchants' own rules are kept",
        "Amazon Associates, operating agreement",
        ("tests/articles/rendering/test_rules.py",),
    ),
    Standard(24, "A disclosure cannot be missed", f"{FTC}.0(f)"),
    Standard(
        25,
        "It comes before what pays",
        f"{FTC}.5",
        ("tests/articles/publishing/test_disclosure_property.py",),
    ),
    Standard(26, "It is not below the text", f"{FTC}.5"),
    Standard(27, "It says that money is earned", f"{FTC}.5, examples"),
    Standard(28, "It is in the page's language, as large as the text", f"{FTC}.0(f)(3)"),
    Standard(29, "Each product card repeats it", f"{FTC}.5"),
    Standard(30, "Every tie is told", f"{FTC}.5(a)"),
    Standard(
        31,
        "Each country's own wording",
        "CAP Code; UWG § 5a; code de la consommation",
        because="which words a country's law demands is for counsel to say",
    ),
    Standard(
        32,
        "No reviews that are bought or made up",
        "16 CFR 465",
        because="no page shows who wrote a review, or why",
    ),
    Standard(
        33, "Consent can be proven", "GDPR, articles 6 and 7", ("tests/guides/kits/test_ledger.py",)
    ),
    Standard(34, "No box is ticked beforehand", "CJEU, C-673/17 (Planet49)"),
    Standard(
        35,
        "An address is confirmed before it is used",
        "BGH, I ZR 164/09",
        ("tests/guides/kits/test_optin.py", "tests/guides/letters/test_wanted_property.py"),
    ),
    Standard(36, "A kit is to be had without letters", "GDPR, article 7(4)"),
    Standard(
        37,
        "Links in mails change nothing by being followed",
        "RFC 9110, 9.2.1",
        ("tests/guides/kits/test_views.py", "tests/guides/letters/test_leaving.py"),
    ),
    Standard(
        38,
        "The mail that asks for confirmation sells nothing and expires",
        "UWG § 7",
        ("tests/guides/kits/test_intake.py", "tests/guides/kits/test_views.py"),
    ),
    Standard(
        39,
        "Who never confirmed is forgotten; a person can be exported and erased",
        "GDPR, articles 5, 15 and 17",
        ("tests/guides/kits/test_ledger.py", "tests/guides/test_people_commands.py"),
    ),
    Standard(40, "A letter can be left with one click", "RFC 8058"),
    Standard(
        41,
        "The way out needs nothing and tells nothing",
        "RFC 8058, 3.1 and 3.2",
        ("tests/guides/letters/test_leaving.py",),
    ),
    Standard(
        42,
        "Both headers are signed",
        "RFC 8058, 4",
        because="mail is signed by the server that sends it, after it left here",
    ),
    Standard(
        43,
        "Who left gets nothing more",
        "CAN-SPAM Act; Gmail, sender guidelines",
        ("tests/guides/letters/test_wanted_property.py",),
    ),
    Standard(
        44,
        "A letter says who sent it and how to leave",
        "CAN-SPAM Act; SPF, DKIM and DMARC are the sender's domain's",
    ),
    Standard(
        45,
        "Kits are had by links of one's own, for a time",
        "RFC 9111, 5.2.2.5",
        ("tests/guides/kits/test_serving.py", "tests/guides/kits/test_optin.py"),
    ),
    Standard(46, "What has the focus is not covered", f"{WCAG}, 2.4.11"),
    Standard(
        47,
        "What is dragged can be pressed too",
        f"{WCAG}, 2.5.7",
        ("tests/browser/test_outline.py",),
    ),
    Standard(
        48,
        "What is pressed is 24 pixels large",
        f"{WCAG}, 2.5.8",
        ("tests/browser/test_desk_accessibility.py", "tests/browser/test_guides.py"),
    ),
    Standard(49, "Help stands in the same place", f"{WCAG}, 3.2.6"),
    Standard(
        50,
        "Nothing is typed twice",
        f"{WCAG}, 3.3.7 and 1.3.5",
        ("tests/guides/kits/test_views.py",),
    ),
    Standard(51, "Signing in needs no memory", f"{WCAG}, 3.3.8"),
    Standard(
        52,
        "The keyboard gets out of every field",
        f"{WCAG}, 2.1.2",
        ("tests/browser/test_fields.py",),
    ),
    Standard(53, "Pictures have texts", f"{WCAG}, 1.1.1"),
    Standard(54, "Words and fields stand out", f"{WCAG}, 1.4.3 and 1.4.11"),
    Standard(55, "Headings, lists and tables are what they look like", f"{WCAG}, 1.3.1"),
    Standard(
        56,
        "Reflow, spacing, focus, skip link, language",
        f"{WCAG}, 1.4.10, 1.4.12, 2.4.7, 2.4.1, 3.1.1",
        ("tests/browser/test_reading.py",),
    ),
    Standard(
        57,
        "Nothing moves unasked, nothing needs a script",
        f"{WCAG}, 2.3.3; Media Queries 5",
        ("tests/browser/test_writing.py",),
    ),
    Standard(
        58,
        "Pages are quick for three readers in four",
        "web.dev, Core Web Vitals",
        because="it is measured in readers' browsers, and nothing here measures readers",
    ),
    Standard(
        59, "Pictures come in time, in size and in modern formats", "web.dev, image performance"
    ),
    Standard(60, "Fonts are our own and hold up no words", "CSS Fonts 4, font-display"),
    Standard(61, "Nothing that counts is fetched ahead", "Speculation Rules, W3C"),
    Standard(
        62,
        "What fetches ahead counts for nobody",
        "Fetch Metadata, Sec-Purpose",
        ("tests/articles/affiliates/test_readers.py", "tests/guides/kits/test_views.py"),
    ),
    Standard(63, "Pages can be kept and asked for again", "RFC 9110, 13; RFC 9111"),
    Standard(64, "RSS is complete", "RSS 2.0, RSS Advisory Board"),
    Standard(65, "Atom is complete, and ids stay", "RFC 4287"),
    Standard(66, "JSON Feed is complete", "JSON Feed 1.1"),
    Standard(67, "Feeds are as honest as pages", f"{FTC}.5; {GOOGLE}, qualify your outbound links"),
    Standard(
        68,
        "Feeds name themselves and their hub",
        "WebSub, W3C, 4",
        ("tests/articles/discovery/pings/test_services.py",),
    ),
    Standard(
        69,
        "IndexNow is told what changed",
        "indexnow.org",
        ("tests/articles/discovery/pings/test_services.py",),
    ),
    Standard(70, "Pages name their feeds", "RSS autodiscovery, RSS Advisory Board"),
    Standard(71, "A strict policy on every answer", "Content Security Policy 3, W3C"),
    Standard(72, "The same for the desk", "Content Security Policy 3, W3C"),
    Standard(
        73, "Nothing inline, no nonce in pages that are kept", "Content Security Policy 3, W3C"
    ),
    Standard(74, "HSTS, nosniff, referrer, permissions, opener", "OWASP Secure Headers"),
    Standard(
        75,
        "Every door has a test",
        "OWASP ASVS 5, 8.2",
        ("tests/articles/admin/test_permissions.py",),
    ),
    Standard(
        76,
        "What people upload can do nothing",
        "OWASP, file upload",
        ("tests/articles/photos/test_store.py", "tests/articles/rendering/test_sanitise.py"),
    ),
    Standard(
        77,
        "No cell of a spreadsheet is a formula",
        "OWASP, CSV injection",
        ("tests/articles/test_spreadsheets.py",),
    ),
    Standard(
        78,
        "What is fetched from elsewhere is fenced",
        "OWASP, server-side request forgery",
        ("tests/articles/health/test_fence.py", "tests/articles/health/test_web.py"),
    ),
    Standard(79, "No policy lets inline code in", "Content Security Policy 3, W3C"),
    Standard(
        80,
        "Bylines lead to profiles that say why to believe",
        f"{GOOGLE}, helpful content: who, how, why",
    ),
    Standard(
        81,
        "Sensitive topics are reviewed, help and sell nothing",
        f"{GOOGLE}, quality rater guidelines, YMYL",
    ),
    Standard(82, "Sources say who and when", f"{GOOGLE}, helpful content"),
    Standard(83, "Corrections and policies are to be read", "Trust Project, trust indicators"),
    Standard(
        84,
        "A page that puts its reader at risk can be left",
        "GOV.UK Design System, exit this page",
    ),
    Standard(85, "Fields have labels", f"{WCAG}, 3.3.2 and 4.1.2"),
    Standard(86, "Links and buttons have names", f"{WCAG}, 2.4.4 and 4.1.2"),
    Standard(
        87,
        "Ids are unique, references resolve, hidden is hidden",
        f"{WCAG}, 1.3.1, 2.4.3 and 4.1.2",
    ),
    Standard(88, "HTML is as it should be", HTML),
    Standard(89, "Links of ours lead somewhere", "RFC 9110, 15.5.5"),
    Standard(90, "Nothing holds a page up", "web.dev, render-blocking resources"),
    Standard(
        91,
        "No cookie, nothing from elsewhere",
        "ePrivacy Directive, article 5(3)",
        ("tests/browser/test_reading.py",),
    ),
    Standard(
        92, "Titles and descriptions are a page's own", f"{WCAG}, 2.4.2; {GOOGLE}, title links"
    ),
    Standard(93, "What is not there says so, and nothing breaks", "RFC 9110, 15.5 and 15.6"),
    Standard(94, "robots.txt shuts no page that is to be found", "RFC 9309"),
    Standard(95, "Pages are shared as themselves", "Open Graph protocol"),
    Standard(96, "The Markdown of a page is as honest as the page", f"{FTC}.5"),
    Standard(97, "Nothing is fetched without encryption", "Mixed Content, W3C"),
)

BY_NUMBER = {one.number: one for one in STANDARDS}
