"""Claims about what a file has of its dataset when the dataset says something else."""

from __future__ import annotations

import pytest

from ckanext.paser.metadata.rules import filled


def _covering(*years: str) -> dict:
    return {
        "temporal_coverage": [{"start": year, "end": year} for year in years],
        "level_penyajian": ["kabupaten"],
    }


FOLLOWED = {"periode_mulai": "2025", "periode_selesai": "2025", "level_penyajian": "kabupaten"}


@pytest.mark.parametrize(
    ("file", "after", "said"),
    [
        (FOLLOWED, _covering("2025"), FOLLOWED),
        (FOLLOWED, _covering("2026"), {**FOLLOWED, "periode_mulai": "2026", "periode_selesai": "2026"}),
        (FOLLOWED, _covering("2025", "2026"), {**FOLLOWED, "periode_mulai": "", "periode_selesai": ""}),
        ({**FOLLOWED, "periode_mulai": "2024"}, _covering("2026"), {**FOLLOWED, "periode_mulai": "2024"}),
        (
            FOLLOWED,
            {"temporal_coverage": ["2026"], "level_penyajian": ["kabupaten"]},
            {**FOLLOWED, "periode_mulai": "", "periode_selesai": "", "level_penyajian": ""},
        ),
        ({"name": "a"}, _covering("2026"), {"name": "a"}),
    ],
)
def test_a_file_has_of_its_dataset_what_it_had_of_it_before(file, after, said):
    assert filled.following(file, _covering("2025"), after) == said
