"""What damaged bytes make of the reading of a ZIP, whichever layer reads it: documents, templates, models, backups."""

import lzma
import struct
import zipfile
import zlib

ZIP_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OverflowError,
    UnicodeError,
    NotImplementedError,  # a compression or a version that `zipfile` does not know
)
"""What `zipfile` raises over them; it names no common ancestor. A file that cannot be read is an OSError, and no damage."""
