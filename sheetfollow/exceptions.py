"""Everything that can stop a run. Each message is one line: where, what, and what to do next.

Faults in the data never stop a run; they are `model.Problem` values.
"""


class SheetfollowError(Exception):
    """The run stopped and nothing was written. `exit_code` is what the command returns (spec 8)."""

    exit_code = 1


class UnsafeInput(SheetfollowError):
    """The file is not a workbook that is safe to parse: not a zip, encrypted, a bomb, malformed
    (spec 7)."""


class MissingSheet(SheetfollowError):
    """A sheet that the run cannot do without is not in the workbook (spec 3)."""


class MissingColumn(SheetfollowError):
    """A required input column or an output column is not in its sheet, or stands there twice (spec
    3)."""


class NotOurs(SheetfollowError):
    """The workbook, or what stands in its Interviews, is the user's own and none of ours (spec
    3)."""


class AlreadyOurs(SheetfollowError):
    """A workbook that is to be adopted is sheetfollow's already (spec 8)."""


class NothingToAdopt(SheetfollowError):
    """No table of applications is in the file, or its headers do not stand over their data (spec
    8)."""


class BadSetting(SheetfollowError):
    """A value in Settings is not one of those allowed (spec 3)."""


class CannotWrite(SheetfollowError):
    """A cell that sheetfollow must write belongs to something else: an array, a pivot table, a
    merged range, a table's totals row (spec 7)."""


class WouldLoseContent(SheetfollowError):
    """The new package differs from the old one in more than the edits: the write is refused (spec
    7)."""


class WorkbookBusy(SheetfollowError):
    """The workbook is open in another program, or another sync holds it (spec 7)."""


class StaleWorkbook(SheetfollowError):
    """The workbook changed on disk between reading and writing (spec 7)."""


class FileTrouble(SheetfollowError):
    """The operating system refused to read or write a file: missing, no permission, disk full."""


class UnclearMark(SheetfollowError):
    """A mark that names nobody or more than one, or that cannot be set or taken back as it is (spec
    3)."""
