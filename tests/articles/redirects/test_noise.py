"""What nobody means, and what nobody should see that it was asked for."""

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
        "/IMG_2024_Holiday_Pictures/",
    ],
)
def test_addresses_of_pages_are_not(path):
    assert not is_noise(path)
