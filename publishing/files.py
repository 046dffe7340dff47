"""Static files: hashed and compressed once they are gathered, as they lie before."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class GatheredFiles(CompressedManifestStaticFilesStorage):
    """Hashed names from the manifest that collectstatic writes; plain names where there is none.

    So that `manage.py runserver` works on a fresh checkout, and DEBUG shows files as they are.
    """

    def stored_name(self, name):
        return super().stored_name(name) if self.hashed_files else name
