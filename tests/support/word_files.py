"""Small Word files to test with: WordprocessingML in, the bytes of a .docx out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_TYPES = {
    "word/document.xml": _TYPE.format("document.main"),
    "word/styles.xml": _TYPE.format("styles"),
    "word/numbering.xml": _TYPE.format("numbering"),
    "word/header1.xml": _TYPE.format("header"),
    "word/footer1.xml": _TYPE.format("footer"),
    "word/footnotes.xml": _TYPE.format("footnotes"),
    "word/endnotes.xml": _TYPE.format("endnotes"),
    "word/comments.xml": _TYPE.format("comments"),
    "word/glossary/document.xml": _TYPE.format("document.glossary"),
    "word/glossary/footnotes.xml": _TYPE.format("footnotes"),
    "word/charts/chart1.xml": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
STYLES = f"""<w:styles xmlns:w="{W}">
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="en-US" w:bidi="ar-SA"/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="My heading"/>
<w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Outline"><w:name w:val="Level three"/>
<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Code"><w:name w:val="tw4winExternal"/></w:style>
<w:style w:type="paragraph" w:styleId="Codes"><w:name w:val="Code"/>
<w:basedOn w:val="Code"/></w:style>
<w:style w:type="paragraph" w:styleId="Listing"><w:name w:val="Source Code"/></w:style>
<w:style w:type="paragraph" w:styleId="Deep"><w:name w:val="Wide"/><w:basedOn w:val="Listing"/>
</w:style>
<w:style w:type="paragraph" w:styleId="CodeTitle"><w:name w:val="caption"/>
<w:basedOn w:val="Listing"/></w:style>
<w:style w:type="paragraph" w:styleId="Pre"><w:name w:val="HTML Preformatted"/></w:style>
<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="Plain Text"/></w:style>
<w:style w:type="character" w:styleId="Name"><w:name w:val="Do Not Translate"/></w:style>
<w:style w:type="character" w:styleId="Ghost"><w:name w:val="Ghost"/>
<w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Circle"><w:name w:val="Circle"/>
<w:basedOn w:val="Circle"/></w:style>
<w:style w:type="paragraph" w:styleId="Listed"><w:name w:val="List Bullet"/>
<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/>
</w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%3"/>
</w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
</w:numbering>"""


def story(root: str, inside: str) -> str:
    """A part whose root is ``w:ROOT``."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{root} {_NAMESPACES}>{inside}</w:{root}>'


def word_file(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A .docx with the XML of ``body`` in its main document, and more or other parts."""
    members: dict[str, str | bytes] = {
        "_rels/.rels": RELATIONS,
        "word/document.xml": story("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/media/image1.png": bytes(range(256)) * 9,
        **(parts or {}),
    }
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPES[name]}"/>'
        for name in members
        if name in _TYPES
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{overrides}</Types>"
    )
    return zip_file({"[Content_Types].xml": types, **members})


def zip_file(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file, the same on any day."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 5, 1, 12, 0, 0)), content,
                             zipfile.ZIP_DEFLATED)  # fmt: skip
    return stream.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """The files in a zip file, unpacked, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def p(inside: str = "", properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def styled(style: str, text: str) -> str:
    """A paragraph of some words in a style."""
    return p(r(text), f'<w:pStyle w:val="{style}"/>')


def item(text: str, list_: int, level: int = 0) -> str:
    """A list item."""
    return p(r(text), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>')


def r(text: str, properties: str = "") -> str:
    """A run of words, which are XML."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str) -> str:
    """A field with its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def picture(attributes: str, inside: str = "") -> str:
    """A run with a picture that has these attributes, such as ``descr``."""
    return (
        "<w:r><w:drawing><wp:inline>"
        f'<wp:docPr id="1" name="Picture 1" {attributes}>{inside}</wp:docPr>'
        "</wp:inline></w:drawing></w:r>"
        if inside
        else f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" {attributes}/>'
        "</wp:inline></w:drawing></w:r>"
    )


def text_box(inside: str, old: str | None = None) -> str:
    """A run with a text box, as new programs and as old ones read it."""
    fallback = inside if old is None else old
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
        f"{inside}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:textbox><w:txbxContent>{fallback}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
