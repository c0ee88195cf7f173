"""Judge a file by what is in it, and keep it. What a browser says of a file is not believed.

Pictures are written again from their pixels: what a phone adds (the place where it was taken) does not come along, and
a picture that is also something else stops being so. Documents with macros are refused.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
import zipfile
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageOps

from netwerk.kern.models import Gebruiker

from .choices import Bestandsoort
from .models import Bestand, Bestandsinhoud
from .models.bestand import GROOTSTE, MB

#: Unpacked size of an office document, in bytes; beyond it is a bomb and no presentation.
GROOTST_UITGEPAKT = 400 * MB
GROOTSTE_BEELD = 40_000_000  # pixels
MEESTE_DELEN = 5000

_OOXML = {
    "ppt/presentation.xml": Bestandsoort.PPTX,
    "word/document.xml": Bestandsoort.DOCX,
    "xl/workbook.xml": Bestandsoort.XLSX,
}
_ODF = {
    b"application/vnd.oasis.opendocument.presentation": Bestandsoort.ODP,
    b"application/vnd.oasis.opendocument.text": Bestandsoort.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Bestandsoort.ODS,
}
MAG = "Kies een PDF, een presentatie, een Word- of Excel-bestand, of een afbeelding (PNG of JPEG)."


def herken(inhoud: bytes) -> tuple[Bestandsoort, bytes]:
    """The kind of file, and the bytes to keep. Raises ValidationError, in Dutch, for anything else."""
    if inhoud.startswith(b"%PDF-"):
        return Bestandsoort.PDF, inhoud
    if inhoud.startswith(b"PK\x03\x04"):
        return _herken_zip(inhoud), inhoud
    if inhoud.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _schoon_beeld(inhoud)
    raise ValidationError(f"Dit soort bestand kan hier niet. {MAG}", code="soort")


def _herken_zip(inhoud: bytes) -> Bestandsoort:
    fout = ValidationError(f"Dit bestand kan niet worden gelezen. {MAG}", code="soort")
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
            delen = zip_.infolist()
            namen = {deel.filename for deel in delen}
            if len(delen) > MEESTE_DELEN or sum(deel.file_size for deel in delen) > GROOTST_UITGEPAKT:
                raise ValidationError(
                    "Dit bestand is uitgepakt te groot. Maak het kleiner, of gebruik een link.", code="te_groot"
                )
            if any(naam.lower().endswith("vbaproject.bin") or naam.startswith("Basic/") for naam in namen):
                raise ValidationError(
                    "In dit bestand zitten macro’s. Sla het op zonder macro’s en kies het nog een keer.", code="macro"
                )
            if "[Content_Types].xml" in namen:
                for deel, soort in _OOXML.items():
                    if deel in namen:
                        return soort
            elif "mimetype" in namen and zip_.getinfo("mimetype").file_size < 100:
                return _ODF[zip_.read("mimetype").strip()]
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError) as oorzaak:
        raise fout from oorzaak
    raise fout


def _schoon_beeld(inhoud: bytes) -> tuple[Bestandsoort, bytes]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(inhoud), formats=("PNG", "JPEG")) as open_:
                if open_.width * open_.height > GROOTSTE_BEELD:
                    raise ValidationError("Deze afbeelding is te groot. Maak haar kleiner.", code="te_groot")
                formaat = open_.format
                beeld = ImageOps.exif_transpose(open_)
        uit = io.BytesIO()
        if formaat == "PNG":
            modus = beeld.mode if beeld.mode in ("RGB", "RGBA", "L", "P", "LA") else "RGB"
            beeld.convert(modus).save(uit, "PNG", optimize=True, exif=b"")
            return Bestandsoort.PNG, uit.getvalue()
        beeld.convert("RGB").save(uit, "JPEG", quality=88, exif=b"")
        return Bestandsoort.JPEG, uit.getvalue()
    except ValidationError:
        raise
    except Exception as oorzaak:  # the decoder meets whatever somebody sends: all of it is "cannot be read"
        raise ValidationError(f"Deze afbeelding kan niet worden gelezen. {MAG}", code="soort") from oorzaak


def schone_naam(naam: str, soort: Bestandsoort) -> str:
    """A name fit for a header and a disk: no folders, no control characters, the ending that belongs to the content."""
    stam = PurePosixPath(naam.replace("\\", "/")).name
    stam = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", stam)
    stam = re.sub(r"[^\w\- ().,&+]", "", stam).strip(" .")[:120] or "bestand"
    return f"{stam}.{soort}"


def lees(upload: UploadedFile) -> tuple[str, Bestandsoort, bytes]:
    """(name, kind, bytes) of an upload that may be kept; ValidationError says what is wrong."""
    if upload.size is None or upload.size > GROOTSTE:
        raise ValidationError(
            f"Dit bestand is groter dan {GROOTSTE // MB} MB. Maak het kleiner, of gebruik een link.", code="te_groot"
        )
    if not upload.size:
        raise ValidationError("Dit bestand is leeg. Kies een ander bestand.", code="leeg")
    upload.seek(0)
    soort, inhoud = herken(upload.read())
    return schone_naam(upload.name or "", soort), soort, inhoud


@transaction.atomic
def bewaar(naam: str, soort: Bestandsoort, inhoud: bytes, *, door: Gebruiker | None, openbaar: bool = False) -> Bestand:
    """Keep what :func:`lees` let through."""
    bestand = Bestand.objects.create(
        naam=naam, soort=soort, grootte=len(inhoud), sha256=hashlib.sha256(inhoud).hexdigest(), door=door,
        openbaar=openbaar,
    )  # fmt: skip
    Bestandsinhoud.objects.create(bestand=bestand, bytes=inhoud)
    return bestand
