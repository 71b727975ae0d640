"""The names that systems give to what a document says of itself, without signs, the best first."""

TITLES = ("title", "headline", "posttitle", "pagetitle", "name", "seotitle", "metatitle")
DESCRIPTIONS = (
    "description",
    "metadescription",
    "seodescription",
    "excerpt",
    "customexcerpt",
    "summary",
    "dek",
    "abstract",
    "lead",
    "teaser",
    "subtitle",
)
AUTHORS = ("author", "authors", "by", "byline", "writtenby", "authorname", "writer", "creator")
CREDENTIALS = ("credential", "credentials", "authorcredentials", "authortitle", "jobtitle")
TAGS = ("tags", "tag", "posttag", "labels", "keywords")
TOPICS = ("topic", "category", "categories", "section", "primarycategory", "topics")
DATES = (
    "date",
    "publishdate",
    "published",
    "publishedat",
    "publishedon",
    "datepublished",
    "pubdate",
    "postdate",
    "created",
    "createdat",
)
CANONICALS = ("canonical", "canonicalurl", "originalurl", "url", "permalink", "link")
SLUGS = ("slug", "postname", "permalink", "url")
IMAGES = (
    "image",
    "cover",
    "coverimage",
    "featuredimage",
    "featureimage",
    "featured",
    "heroimage",
    "hero",
    "banner",
    "ogimage",
    "thumbnail",
    "images",
    "header",
)
FAQS = ("faq", "faqs", "questions", "faqitems")
QUESTIONS = ("question", "q", "name", "title")
ANSWERS = ("answer", "a", "acceptedanswer", "text", "content")
INNER = ("name", "title", "label", "value", "src", "url", "image", "path", "feature", "teaser")
