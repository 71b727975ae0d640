"""What nobody means, and what nobody should see that it was asked for."""

from base64 import urlsafe_b64encode
from random import Random
from string import ascii_letters, digits

import pytest

from articles.redirects.noise import is_noise


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/index.php",
            "/wp-login.php",
            "/blog/wp-content/x/",
            "/xmlrpc.php",
            "/.env",
            "/.git/HEAD",
        ),
        *("/.well-known/security.txt", "/cgi-bin/luci/", "/backup.zip", "/db.SQL", "/vendor/x/"),
        *("/owa/auth/", "/HNAP1/", "/phpMyAdmin/", "/etc/passwd/", "/favicon.ico", "/app.js.map"),
        *("/apple-touch-icon-120x120.png", "/actuator/health/", f"/{'long-word/' * 20}x/"),
    ],
)
def test_scanners_and_programs_are_noise(path):
    assert is_noise(path)


@pytest.mark.parametrize(
    "path",
    [
        *("/unsubscribe/mara@example.org/", "/reset/Mg/c2x7ab-0f3a9c8e7d6b5a4f3e2d1c0b9a8f7e6d/"),
        *("/order/123456789/", "/u/8c5f0e3a-9b1d-4c2e-8f7a-6b5c4d3e2f1a/"),
        *("/kits/old/eyJhbGciOiJIUzI1NiJ9abcDEF/", "/s/aB3-dE5_gH7iJ9kL1mN3/"),
        *("/s/FvQ-WnzTkLpXbRdHsGmJ/", "/s/4f7a09c3be21/", "/reset/x4Tq9-Lm2_Rw8kPzV/"),
        *("/s/kQzRwTbXnLpVdGhJmSfC/", "/s/K5xR2mW9pQ/", "/d/a7k2m9x4q1/", "/r-uX3kP9zLw2QaT.pdf"),
        *("/unsubscribe/jane%2540example.org/", "/jane＠example.org/", "/a/jane%252540b.org/"),
        *("/tel/+49-170-123-4567/", "/tel/0170.1234.567/", "/tel/%2B49%20170%201234567/"),
        *("/ruf/٠١٢٣٤٥٦٧٨/", "/o/20240131123456/"),
    ],
)
def test_what_may_tell_of_a_person_is_noise(path):
    assert is_noise(path)


@pytest.mark.parametrize(
    "path",
    [
        *("/articles/how-to-listen/", "/2019/05/31/ten-things-to-say/", "/blog/post.html"),
        *("/10-ways-to-say-you-are-sorry-in-2024/", "/tags/communication/", "/guides/a/b/"),
        *("/articles/internationalisation-and-counterrevolutionaries/", "/Über-uns/", "/feed.xml"),
        *("/docs/report-2024.pdf", "/Articles/How-To-Listen/", "/product-covid19/", "/p/20240131/"),
        *(
            "/IMG_2024_Holiday_Pictures/",
            "/IMG_20240131_123456.jpg",
            "/h1n1-and-covid19-explained/",
        ),
        *(
            "/2019-05-31-10-things-to-say/",
            "/wiki/HowToListenWhenYouWantToFix/",
            "/WordPress-2023/",
        ),
        *(
            "/iPhone15ProMax-review/",
            "/b2b-vs-b2c-sales/",
            "/IPv6AndDNSExplained/",
            "/DSC00123.JPG",
        ),
    ],
)
def test_addresses_of_pages_are_not(path):
    assert not is_noise(path)


@pytest.mark.parametrize(
    ("make", "most"),
    [
        (lambda dice: urlsafe_b64encode(dice.randbytes(16)).decode(), 5),
        (lambda dice: urlsafe_b64encode(dice.randbytes(32)).decode(), 1),
        (lambda dice: dice.randbytes(8).hex(), 1),
        (lambda dice: "".join(dice.choices(ascii_letters + digits, k=12)), 12),
    ],
    ids=["16 bytes", "32 bytes", "8 bytes in hex", "12 letters and digits"],
)
def test_hardly_a_code_passes(make, most):
    dice = Random(1)
    passed = [code for _ in range(1_000) if not is_noise(code := f"/s/{make(dice).rstrip('=')}/")]
    assert len(passed) * 100 <= most * 1_000
