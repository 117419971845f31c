"""How the files of `static/` are served: each under a name that changes with what is in it, for browsers to keep."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Scripts that import one another name each other in this way, too."""

    support_js_module_import_aggregation = True
