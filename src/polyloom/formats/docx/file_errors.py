"""What a person can do about a file that is not as it should be."""

from __future__ import annotations

# Nearly everything that is wrong with a container or its XML is gone after this.
SAVE_AGAIN = "open it in Word or LibreOffice and save it again as .docx"
DO_NOT_TRUST = "do not trust this file; ask its author for another"
