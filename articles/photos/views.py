from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

#: Anything opened as a document from here may do nothing at all.
SANDBOX = "default-src 'none'; sandbox"


@require_safe
def photo_file(request: HttpRequest, folder: str, name: str) -> FileResponse:
    """A photo or rendition from storage; its name never holds anything else. No query."""
    try:
        file = default_storage.open(f"photos/{folder}/{name}")
    except OSError:  # not there, or a name that no file system takes
        raise Http404("There is no such photo.") from None
    response = FileResponse(file)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = SANDBOX
    return response
