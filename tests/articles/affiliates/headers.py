"""What browsers and programs say of themselves when they ask for an address."""

HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
APPLE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FETCH = {
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
}
UPGRADE = {"Upgrade-Insecure-Requests": "1"}

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15"
IPHONE += " (KHTML, like Gecko)"
ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-A546B)"
WEBVIEW = "Mozilla/5.0 (Linux; Android 14; SM-A546B Build/UP1A.231005.007; wv)"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


def chromium(agent):
    """As anything made of Chromium follows a link over HTTPS."""
    return said(agent, HTML) | UPGRADE | FETCH | {"Sec-Fetch-User": "?1"}


def said(agent, accept=APPLE, language="en-GB,en;q=0.9"):
    return {"User-Agent": agent, "Accept": accept, "Accept-Language": language}


def over_http(headers):
    """The same where the connection is not safe: browsers keep Fetch Metadata to themselves."""
    return {name: value for name, value in headers.items() if not name.startswith("Sec-Fetch")}


CHROME = chromium(f"{WINDOWS} {WEBKIT} Chrome/142.0.0.0 Safari/537.36")
FIREFOX = said("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", HTML)
FIREFOX |= UPGRADE | FETCH
OLD_FIREFOX = "Mozilla/5.0 (Windows NT 6.1; rv:78.0) Gecko/20100101 Firefox/78.0"
FACEBOOK = "[FBAN/FBIOS;FBAV/530.0.0.47.107;FBDV/iPhone15,2;FBSN/iOS;FBSV/18.6;FBLC/en_GB]"

PEOPLE = {
    "chrome": CHROME,
    "chrome-android": chromium(f"{ANDROID} {WEBKIT} Chrome/142.0.0.0 Mobile Safari/537.36"),
    "chrome-old": said(f"{WINDOWS} {WEBKIT} Chrome/49.0.2623.112 Safari/537.36", HTML) | UPGRADE,
    "chrome-ios": said(f"{IPHONE} CriOS/142.0.7444.77 Mobile/15E148 Safari/604.1") | FETCH,
    "edge": chromium(f"{WINDOWS} {WEBKIT} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"),
    "opera": chromium(f"{MAC} {WEBKIT} Chrome/141.0.0.0 Safari/537.36 OPR/125.0.0.0"),
    "samsung": chromium(
        f"{ANDROID} {WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36"
    ),
    "firefox": FIREFOX,
    "firefox-private": FIREFOX | {"DNT": "1", "Sec-GPC": "1"},
    "firefox-old": said(OLD_FIREFOX, HTML) | UPGRADE,
    "safari": said(f"{MAC} {SAFARI} Version/18.6 Safari/605.1.15") | FETCH,
    "safari-old": said(f"{MAC} {SAFARI} Version/15.6.1 Safari/605.1.15"),
    "safari-iphone": said(f"{IPHONE} Version/18.6 Mobile/15E148 Safari/604.1") | FETCH,
    "safari-iphone-old": said(f"{IPHONE} Version/14.1.2 Mobile/15E148 Safari/604.1"),
    "instagram-ios": said(
        f"{IPHONE} Mobile/22G86 Instagram 400.0.0.28.95 (iPhone15,2; iOS 18_6; en_GB; en)"
    ),
    "facebook-ios": said(f"{IPHONE} Mobile/22G86 {FACEBOOK}") | FETCH,
    "tiktok-ios": said(
        f"{IPHONE} Mobile/15E148 musical_ly_41.2.0 BytedanceWebview/d8a21c6 JsSdk/2.0 NetType/WIFI"
    ),
    "gmail-ios": said(f"{IPHONE} GSA/390.0.825 Mobile/15E148 Safari/604.1") | FETCH,
    "webview-facebook": chromium(
        f"{WEBVIEW} {WEBKIT} Version/4.0 Chrome/142.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;]"
    )
    | {"X-Requested-With": "com.facebook.katana"},
    "webview-old": said(
        f"{WEBVIEW} {WEBKIT} Version/4.0 Chrome/74.0.3729.136 Mobile Safari/537.36", HTML
    ),
    "opera-mini": said("Opera/9.80 (Android; Opera Mini/36.2/191.300; U; en) Presto/2.12.423"),
    "kaios": said("Mozilla/5.0 (Mobile; Nokia 8110 4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5"),
    "nokia": said("Nokia6300/2.0 (07.21) Profile/MIDP-2.0 Configuration/CLDC-1.1"),
    "lynx": said("Lynx/2.8.9rel.1 libwww-FM/2.14 SSL-MM/1.4.1 OpenSSL/3.0.11", language="en"),
    "links": said("Links (2.29; Linux x86_64; GNU C; text)", language="en,*;q=0.1"),
}


def program(agent, **headers):
    return {"User-Agent": agent, "Accept": "*/*"} | headers


BORROWED = f"{WINDOWS} {WEBKIT} Chrome/138.0.0.0 Safari/537.36"

#: What names itself.
BOTS = {
    "googlebot": chromium(
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
    ),
    "googlebot-phone": chromium(
        f"{ANDROID} {WEBKIT} Chrome/142.0.0.0 Mobile Safari/537.36"
        " (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
    ),
    "bingbot": said(
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0;"
        " +http://www.bing.com/bingbot.htm) Chrome/136.0.0.0 Safari/537.36"
    ),
    "gptbot": program(f"Mozilla/5.0 {WEBKIT}; compatible; GPTBot/1.2; +https://openai.com/gptbot"),
    "claudebot": program(
        f"Mozilla/5.0 {WEBKIT[:-1]}; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)"
    ),
    "facebook-preview": program(
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"
    ),
    "slack-preview": program("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"),
    "whatsapp-preview": program("WhatsApp/2.23.20.0 A"),
    "curl": program("curl/8.5.0"),
    "python": program("python-requests/2.32.3"),
    "go": program("Go-http-client/2.0"),
    "okhttp": program("okhttp/4.12.0"),
    "headless": chromium(f"{WINDOWS} {WEBKIT} HeadlessChrome/142.0.0.0 Safari/537.36"),
    "nameless": {"Accept": HTML, "Accept-Language": "en"},
}

#: What calls itself a browser, and says less than that browser would.
BORROWERS = {
    "safe-links": said(BORROWED, HTML, "en-US"),
    "barracuda": said(f"{MAC} {WEBKIT} Chrome/117.0.0.0 Safari/537.36", HTML),
    "mimecast": said("Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0", HTML),
    "proofpoint": said(f"{MAC} {WEBKIT} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "*/*", "en"),
    "no-language": {"User-Agent": BORROWED, "Accept": HTML} | UPGRADE | FETCH,
    "no-pages": said(BORROWED, "image/*") | UPGRADE | FETCH,
}

#: What a browser asks for that nobody followed.
PARTS = {
    "picture": said(BORROWED, "image/avif,image/webp,*/*;q=0.8")
    | {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
    "script": said(BORROWED, "*/*") | {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    "script-that-wants-pages": CHROME | {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    "frame": CHROME | {"Sec-Fetch-Dest": "iframe"},
}

#: Browsers that fetch before anybody follows, or to show a picture of where a link leads.
AHEAD = {
    "chrome-prefetch": CHROME | {"Sec-Purpose": "prefetch"},
    "chrome-prerender": CHROME | {"Sec-Purpose": "prefetch;prerender", "Purpose": "prefetch"},
    "chrome-old-prefetch": CHROME | {"Purpose": "prefetch"},
    "firefox-prefetch": FIREFOX | {"X-Moz": "prefetch"},
    "safari-preview": PEOPLE["safari"] | {"X-Purpose": "preview"},
}
