"""What a screen is sent: numbers and finished words, and the moments at which they grow old.

Pure rules. Nothing in a snapshot depends on when it is read, so that an unchanged one keeps its ETag:
ages and freshness are counted by the screen from the moments given here (docs/dashboards.md, "Snapshot").
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone, tzinfo
from typing import Any

from ckanext.paser.pages.rules import age, format_day
from ckanext.paser.problems import N_

from paser_dashboards.indicators.rules.words import LAMPS, Speech
from paser_dashboards.pages.rules import SAMPLE, Card, utc
from paser_dashboards.pages.rules.lists import Listing

KINDS = ("angka", "peta", "peringkat", "daftar")
"""Panels that a wall can show: six figures, one map and three lists."""

SHORT_LIST = 3
"""Rows of a list on a wall."""


def card_entry(card: Card) -> dict[str, Any]:
    """One indicator."""
    entry: dict[str, Any] = {
        "indikator": card.id,
        "nilai": card.value,
        "angka": card.figure,
        "tanda": card.sign if card.value is not None else "",
        "sementara": card.provisional,
        "periode": card.period_short,
        "sumber": "" if card.sample else card.source_shortest,
        "perubahan": card.change_short,
        "panah": card.arrow if card.change else "",
        "nada": card.tone,
        "akhir": utc(card.period_end),
        "lambat": utc(card.late_at),
        "basi": utc(card.stale_at),
        "diterima": card.origin.get("received"),
        "dataset": card.origin.get("dataset"),
    }
    if card.judged:
        sample = f" ({card.speech(SAMPLE).lower()})" if card.judged.sample and not card.sample else ""
        entry["target"] = f"{card.judged.label_short} {card.judged.figure}{sample}"
        entry["lampu"] = card.judged.lamp.value
        entry["lampu_kata"] = card.speech(LAMPS[card.judged.lamp])
    if card.sample:
        entry["contoh"] = True
    if card.error:
        entry["galat"] = True
    return entry


def list_entry(cards: Sequence[Card], area: str) -> dict[str, Any]:
    """Several indicators beside another area: as old, as late and as broken as the worst of them."""
    listing = Listing.of(cards, area)
    moments = {
        "akhir": [utc(card.period_end) for card in listing.cards],
        "lambat": [utc(card.late_at) for card in listing.cards],
        "basi": [utc(card.stale_at) for card in listing.cards],
        "diterima": [card.origin.get("received") for card in listing.cards],
    }
    return {
        "baris": [[card.shortest, beside.own, beside.figure] for card, beside in listing.rows],
        "periode": listing.period,
        "sumber": listing.source_shortest,
        **{name: min(filter(None, found), default=None) for name, found in moments.items()},
        "contoh": any(card.sample for card in cards),
        "galat": any(card.error for card in cards),
    }


def panel_entry(
    kind: str, cards: Sequence[Card], area: str | None, digests: Mapping[str, str]
) -> dict[str, Any]:
    """One panel: its card, its pictures by hash, its rows where it is a list."""
    entry = list_entry(cards, area) if area else card_entry(cards[0])
    if kind == "peringkat":
        entry["baris"] = [[one.name, one.figure, ""] for one in cards[0].ranked[:SHORT_LIST]]
    if digests:
        entry["gambar"] = dict(digests)
    if kind == "peta":
        entry["alt"] = cards[0].alt
    return {key: value for key, value in entry.items() if value not in (None, "", False)}


def last_received(panels: Sequence[Mapping[str, Any]], speech: Speech, zone: tzinfo) -> str:
    """When the newest of the data came in: ``Data terbaru masuk 24 Nov 2026, 12.56``; empty without data."""
    told = [datetime.fromisoformat(panel["diterima"]) for panel in panels if panel.get("diterima")]
    if not told:
        return ""
    last = max(one.replace(tzinfo=one.tzinfo or timezone.utc) for one in told).astimezone(zone)
    when = f"{format_day(last, 'd MMM y', speech.code, zone)}, {last:%H.%M}"
    return speech(N_("Newest data came in {when}"), when=when)


def packed(content: Mapping[str, Any]) -> tuple[str, str]:
    """The JSON text and its strong ETag."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return body, hashlib.sha256(body.encode()).hexdigest()[:32]


# -- the same at one moment, for the page as it is first sent --------------------------------------------

ICONS = (
    "arrow-down", "arrow-up", "broadcast", "circle", "circle-fill", "clock", "dash",
    "exclamation-triangle-fill", "hourglass-bottom", "square-fill", "triangle", "triangle-fill", "wifi-off",
)  # fmt: skip

WORDS = {
    "day": N_("{count} days"),
    "month": N_("{count} months"),
    "year": N_("{count} years"),
    "stale": N_("Stale, {age}"),
    "unjudged": N_("not judged"),
    "lost": N_("Cut off since {time}."),
    "last": N_("The figures here were last received at {time}. The screen tries again every minute."),
    "connected": N_("Connected, checked {count} seconds ago"),
    "alone": N_("Not connected; ages are counted on this screen"),
}
"""What the screen's script says, with its own values in the braces."""

LAMP_LOOKS = {
    "sesuai": ("circle-fill", "circle", "ly-hijau"),
    "mendekati": ("triangle-fill", "triangle", "ly-kuning"),
    "di_bawah": ("square-fill", "circle", "ly-merah"),
}
"""Icon, its hollow form, colour: the same table stands in layar.js."""


def aged(entry: Mapping[str, Any], speech: Speech, now: datetime, zone: tzinfo) -> dict[str, Any]:
    """A panel as it looks at one moment: its freshness, its age, and a lamp that an old value loses."""
    moment = now.timestamp()
    stale = bool(entry.get("basi")) and moment >= entry["basi"]
    late = bool(entry.get("lambat")) and moment >= entry["lambat"]
    shown = {**entry, "segar": "basi" if stale else "lambat" if late else "segar"}
    if entry.get("akhir"):
        end = datetime.fromtimestamp(entry["akhir"], timezone.utc).astimezone(zone).date()
        old = speech.age(age(end, now, zone))
        shown |= {"umur": old, "basi_kata": speech(WORDS["stale"], age=old)}
    if lamp := entry.get("lampu"):
        full, hollow, colour = LAMP_LOOKS[lamp]
        shown["lampu_ikon"] = hollow if stale else full
        shown["lampu_warna"] = "" if stale else colour
        shown["lampu_kini"] = speech(WORDS["unjudged"]) if stale else entry["lampu_kata"]
    return shown
