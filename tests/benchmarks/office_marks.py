"""Run inside the office's own Python: mark rows as a person does, one after the other.

python3 office_marks.py PIPE WORKBOOK SECONDS CELL... opens the workbook, types x into the cell of
Interviews, saves and, so many seconds later, closes it, once for each cell, with a pause behind
each.
"""

import os
import sys
import time

import uno
from com.sun.star.beans import PropertyValue


def _connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
        except Exception:  # the office is still starting
            time.sleep(0.25)
    raise SystemExit("the office did not start")


def main(pipe, workbook, seconds, cells):
    desktop = _connect(pipe)
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    for cell in cells:
        document = desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(workbook), "_blank", 0, (hidden,)
        )
        document.Sheets.getByName("Interviews").getCellRangeByName(cell).setFormula("x")
        document.store()
        time.sleep(seconds)
        document.close(True)
        time.sleep(4)
    desktop.terminate()
    os._exit(0)  # the bridge may crash where it is taken down beside the office that it led to


main(sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4:])
