"""Is a wording English? What reads the cells is; in another language they stand as typed."""

from __future__ import annotations

import re
from functools import lru_cache

from sheetfollow.model import Wording
from sheetfollow.words.kinds import is_known

_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\[[^\]\n]*\]", re.S)
_WORD = re.compile(r"[^\W\d_]{2,}")


@lru_cache(maxsize=256)
def is_english(wording: Wording) -> bool:
    """Whether at least half of the words that it brings itself are English."""
    own = _WORD.findall(_CODE.sub(" ", wording.body).lower())
    return sum(map(is_known, own)) * 2 >= len(own)
