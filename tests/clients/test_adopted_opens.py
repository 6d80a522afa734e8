"""What comes of adopting a tracker opens in other programs, with their cells and ours."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sheetfollow.schema import INTERVIEWS
from tests.helpers import trackers
from tests.helpers.libreoffice import cells_of, convert

pytestmark = pytest.mark.slow


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_adopted_look_alike_with_their_cells_and_ours(
    tmp_path: Path,
) -> None:
    adopted = []
    for name in trackers.LOOK_ALIKES:
        if name.endswith(".xlsx") and "REFUSE" not in name:
            adopted.append(trackers.adopt(Path(shutil.copy(trackers.FOLDER / name, tmp_path))))
    opened = convert(tmp_path, adopted)
    for path in adopted:
        (_, text) = cells_of(opened[path.stem], INTERVIEWS.name, {"A2"})["A2"]
        assert text == "Company"
