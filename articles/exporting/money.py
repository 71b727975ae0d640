"""How what earns leaves: merchants, products and how they changed, clicks, views and earnings."""

from articles.exporting.parts.lists import Sheet, YamlList
from articles.exporting.tables import Table
from articles.exporting.writing import ACCOUNT, NAME
from articles.models import (
    AffiliateLink,
    AffiliateLinkChange,
    ClickCount,
    Earning,
    EarningsReport,
    LeftOutRow,
    Merchant,
    Network,
    ViewCount,
)

NETWORKS = Table(
    Network,
    columns=(
        *("id", "name", "currency", "sub_id_column", "amount_column", "day_column"),
        *("reference_column", "repeated_numbers", "status_column", "refused_states"),
        *("day_format", "decimal_mark"),
    ),
)
MERCHANTS = Table(
    Merchant,
    columns=(
        *("id", "name", "hosts", "relation", "network", "may_cloak", "may_email", "may_document"),
        *("may_price", "mandatory_sentence", "default_parameters", "sub_id", "referrer_policy"),
        *("terms_url", "terms_checked_on", "terms_note"),
    ),
    named={"network": NAME},
)
PRODUCTS = Table(
    AffiliateLink,
    columns=(
        *("id", "name", "slug", "destination", "merchant", "button_text", "description", "photo"),
        *("active_from", "active_until", "fallback", "fallback_article", "notes"),
        *("binned_at", "binned_by"),
    ),
    named={"merchant": NAME, "binned_by": ACCOUNT},
)
CHANGES = Table(
    AffiliateLinkChange,
    columns=("id", "link", "at", "by", "by_name", "fields"),
    named={"by": ACCOUNT},
)
CLICKS = Table(
    ClickCount, columns=("id", "day", "link", "source", "placement", "clicks", "seen_clicks")
)
VIEWS = Table(ViewCount, columns=("id", "day", "source", "views"))
REPORTS = Table(
    EarningsReport,
    columns=("id", "network", "file_name", "file_hash", "imported_at", "imported_by", "total"),
    named={"network": NAME, "imported_by": ACCOUNT},
)
EARNINGS = Table(
    Earning,
    columns=(
        *("id", "report", "network", "line", "reference", "part", "corrects", "day", "amount"),
        *("currency", "sub_id", "source", "placement", "link", "reason"),
    ),
    named={"network": NAME},
)
LEFT_OUT_ROWS = Table(
    LeftOutRow,
    columns=(
        *("id", "report", "line", "kind", "reference", "day", "amount", "currency", "sub_id"),
        "reason",
    ),
)

PARTS = (
    YamlList("networks.yaml", NETWORKS),
    YamlList("merchants.yaml", MERCHANTS),
    YamlList("products.yaml", PRODUCTS),
    YamlList("product_changes.yaml", CHANGES),
    Sheet("counts/clicks.csv", CLICKS),
    Sheet("counts/views.csv", VIEWS),
    Sheet("earnings/reports.csv", REPORTS),
    Sheet("earnings/earnings.csv", EARNINGS),
    Sheet("earnings/left_out.csv", LEFT_OUT_ROWS),
)
