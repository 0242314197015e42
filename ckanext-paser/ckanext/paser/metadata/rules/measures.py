"""What a figure is (code list UKURAN), as far as its words and its unit tell."""

from __future__ import annotations

_OF_WORDS = {
    **{
        word: word
        for word in (
            "jumlah",
            "persentase",
            "rasio",
            "rata-rata",
            "indeks",
            "laju",
            "proporsi",
            "kepadatan",
            "luas",
            "skor",
        )
    },
    "prosentase": "persentase",
    "panjang": "panjang",
    "banyaknya": "jumlah",
    "nilai": "nilai",
    "harga": "nilai",
}
_OF_UNIT = {
    "persen": "persentase",
    "rupiah": "nilai",
    "ribu_rupiah": "nilai",
    "juta_rupiah": "nilai",
    "miliar_rupiah": "nilai",
    "indeks": "indeks",
    "km2": "luas",
    "ha": "luas",
    "km": "panjang",
    "ton": "berat",
    "m3": "volume",
}


def of_words(text: str) -> str:
    """What the first word of a title or header says that is measured; empty where it says nothing."""
    return _OF_WORDS.get(text.split(" ", 1)[0].lower(), "")


def of_unit(unit: str) -> str:
    """What is measured in a unit (a code of SATUAN); empty where that is not certain."""
    return _OF_UNIT.get(unit, "")
