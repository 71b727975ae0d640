"""Names that sections bear everywhere, in the languages that most drafts are written in."""

import re

CLOSE = re.compile(
    r"\W*(?:(?:in\s+)?conclusion|final\s+(?:thoughts?|words?)|(?:the\s+)?bottom\s+line|in\s+closing"
    r"|to\s+sum\s+up|summary|wrapping\s+up|takeaways?|key\s+takeaways?|closing\s+thoughts?"
    r"|references|sources|further\s+reading|resources|about\s+the\s+author"
    r"|fazit|schluss|zum\s+schluss|quellen|zusammenfassung|conclusi.n|en\s+resumen|fuentes"
    r"|pour\s+conclure|en\s+r.sum.|conclus.o|fontes|conclusione|fonti|conclusie|sonu.|kaynaklar"
    r"|まとめ|おわりに|結び|参考文献|结语|結語|总结|参考资料|결론|마무리)(?!\w)",
    re.IGNORECASE,
)
CONTENTS = re.compile(
    r"\W*(?:table\s+of\s+contents|contents|in\s+this\s+(?:article|post|guide)|on\s+this\s+page"
    r"|what.s\s+inside|jump\s+to|inhalt(?:sverzeichnis)?|sommaire|table\s+des\s+mati.res"
    r"|.ndice|contenido|tabla\s+de\s+contenidos?|sum.rio|indice|inhoud|i.indekiler|目次|目录|목차)"
    r"\W*\Z",
    re.IGNORECASE,
)
#: Labels of lines that lead away from the article, or say what a page says of itself.
AWAY = re.compile(
    r"\W*(?:(?:also\s+)?read(?:\s+(?:more|also|next))?|learn\s+more|click\s+here|related(?:\s+\w+)?"
    r"|see\s+also|you\s+(?:may|might)\s+also\s+\w+"
    r"|more\s+(?:on|from|like\s+this)|tags?|tagged|topics?|categor(?:y|ies)|filed\s+under|posted\s+in"
    r"|photo|image|picture|credit|source|via|share(?:\s+this(?:\s+\w+)?)?|tweet|pin(?:\s+it)?"
    r"|follow\s+us"
    r"|next|previous|coming\s+(?:next|up|soon)|up\s+next|p\.?\s?s|note|disclaimer|disclosure"
    r"|lesen\s+sie\s+auch|lies\s+auch|mehr\s+dazu|lire\s+aussi|voir\s+aussi|leer\s+(?:tambi.n|m.s)"
    r"|leia\s+(?:tamb.m|mais)|leggi\s+anche|lees\s+ook|ayr.ca\s+oku\w*|関連記事|延伸阅读)\s*[:：\-–—|»>]",
    re.IGNORECASE,
)
#: Whole lines that belong to the page around an article.
CHROME = re.compile(
    r"\W*(?:share(?:\s+this(?:\s+\w+)?)?|tweet|pin(?:\s+it)?|facebook|twitter|whatsapp|linkedin"
    r"|pinterest|e-?mail|print|copy\s+link|reblog|like(?:\s+this)?|comments?|subscribe|menu|home"
    r"|leave\s+a\s+(?:reply|comment)|search|follow|listen|advertisements?|sponsored"
    r"|skip\s+to\s+(?:main\s+)?content|back\s+to\s+top|load\s+more|log\s?in|sign\s+(?:in|up)"
    r"|related\s+(?:posts?|articles?|stories|reading)|you\s+m(?:ay|ight)\s+also\s+(?:like|enjoy)"
    r"|previous(?:\s+post)?|next(?:\s+post)?|read\s+(?:more|next)|tags?"
    r"|teilen|drucken|partager|imprimer|compartir|imprimir|condividi"
    r"|(?:photo|image|picture|foto|bild)s?\s+(?:by|credit|via|courtesy|von|de)\b.*)"
    r"\W*\Z",
    re.IGNORECASE,
)
#: What only an address, a mention, a tag or a notice of rights holds.
MACHINE = re.compile(
    r"\((?:19|20)\d\d[a-z]?\)[.,:]?\s+\S|https?://|www\.|\S@\w|(?:^|\s)[@#][^\W\d]|©|\(c\)\s*\d{4}",
    re.IGNORECASE,
)
#: How a sentence begins that looks back: it is no item of the list before it.
LOOKING_BACK = re.compile(
    r"\W*(?:th(?:is|at|ese|ose|ey|en)|it|its|so|and|but|or|when|because|such|remember|now|here|there"
    r"|if|once|after|without|with|in|on|as|for|most|some|many"
    r"|das|dies|diese[rs]?|so|dann|und|aber|oder|wenn|weil|mehr|damit"
    r"|ce|cela|ces|cette|et|mais|puis|alors|quand|avec|est[oa]s?|esos|así|y|pero|entonces|cuando|con"
    r"|isso|isto|esses|e|mas|então|quando|quest[oi]|così|ma|poi|dit|deze|dus|en|maar|dan"
    r"|bu|bunlar|ve|ama)(?!\w)",
    re.IGNORECASE,
)
#: How a question begins that belongs to the sentence before it.
GOING_ON = re.compile(
    r"\W*(?:so|and|but|or|und|aber|oder|et|mais|ou|y|pero|e|mas|ma|en|maar|ve)(?!\w)", re.IGNORECASE
)
