"""What people call the types of columns: one word for each in report, workbook and pages (code list TIPE_DATA of paser-sdi)."""

from __future__ import annotations

from ckanext.paser.tables.rules.kinds import Type

TYPES = {
    Type.TEXT.value: ("text", "teks"),
    Type.CODE.value: ("code", "kode"),
    Type.INTEGER.value: ("whole number", "bilangan bulat"),
    Type.NUMBER.value: ("number", "bilangan desimal"),
    Type.DATE.value: ("date", "tanggal"),
    Type.TIMESTAMP.value: ("date and time", "tanggal dan waktu"),
    Type.BOOLEAN.value: ("yes or no", "ya atau tidak"),
}
"""In English, the msgid of pages, and in Indonesian: what is stored or written into a file is worded in both."""
