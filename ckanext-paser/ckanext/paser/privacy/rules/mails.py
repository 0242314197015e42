"""How e-mail addresses are written, and which are nobody's own; for ``re`` and RE2."""

from __future__ import annotations

_ROLES = (
    "info|admin|administrator|humas|kontak|contact|sekretariat|cs|layanan|office|kantor|pengaduan|support|help|helpdesk"
    "|marketing|sales|reservasi|reservation|noreply|no-reply|webmaster|ppid|redaksi|email|mail"
)
_OWN_NAME = (
    "[Pp]uskesmas|[Pp]km[0-9._-]|[Pp]emdes|[Dd]esa[0-9._-]|[Kk]elurahan|[Kk]ecamatan|[Kk]ec[._-]|[Ss][Dd][Nn]?[0-9._-]|[Ss][Mm][PpAaKk][Nn]?[0-9._-]"
    "|[Dd]inas|[Dd]isdik|[Bb]pbd|[Bb]umdes|[Rr]sud|[Kk]ua[0-9._-]|[Kk]antor|[Pp]olsek|[Pp]osyandu|[Pp]erpustakaan"
)
"""How an office begins that is called by its own name at a host of everybody's: *puskesmaskuaro@gmail.com*."""
HOST = r"(?:[A-Za-z0-9-]{1,40}\.){1,5}[A-Za-z]{2,20}"
LOCAL = "[A-Za-z0-9._%+-]{1,64}"
ALLOWED = (
    rf"{LOCAL}@(?:[A-Za-z0-9-]{{1,40}}\.){{0,5}}(?:go|mil|desa|sch|ac)\.id"
    rf"|(?:^|[^A-Za-z0-9._%+-])(?:{_ROLES}|(?:{_OWN_NAME})[A-Za-z0-9._-]{{0,50}})@{HOST}"
)
"""Addresses of government, schools and offices."""
WITH_SLIP = rf"{LOCAL} ?(?:@|[(\[] ?(?:at|AT) ?[)\]]) ?[A-Za-z0-9-]{{1,40}}(?:[., ]{{1,2}}[A-Za-z0-9-]{{2,20}}){{1,4}}"
"""Below a header of addresses also *x(at)gmail.com*, *x @gmail.com* and *x@gmail,com*."""

_DOT = r"(?:\.| ?[(\[{] ?[Dd][Oo][Tt] ?[)\]}] ?| [Dd][Oo][Tt] )"
_KNOWN = rf"(?:gmail|yahoo|ymail|rocketmail|hotmail|outlook|icloud|live){_DOT}(?:com|co{_DOT}id)"
_AT = r"(?: ?@ | @|[ (\[{]{1,2}[Aa][Tt][ )\]}]{1,2})"
SPOKEN = f"{LOCAL}{_AT}{_KNOWN}"
"""Anywhere *x at gmail.com*, *x [at] gmail.com*, *x (at) gmail (dot) com*, *x@ gmail.com*: at hosts of
everybody's, so that no sentence is one."""
EVERY_ALLOWED = (
    rf"{ALLOWED}|(?:^|[^A-Za-z0-9._%+-])(?:{_ROLES}|(?:{_OWN_NAME})[A-Za-z0-9._-]{{0,50}}){_AT}{_KNOWN}"
)
"""Those of offices, however they are written."""
SAID = r"[Aa][Tt][ )\]}]{1,2}(?:gmail|yahoo|ymail|rocketm|hotmail|outlook|icloud|live\.)"
"""What each of these has that has no @."""
