"""Run inside the office's own Python: type into a workbook as a person would, save, and print cells
read back.

python3 office_script.py PIPE WORKBOOK '[["Interviews", "A9", "Acme"], ...]' '[["Interviews", "E9"],
...]'
"""

import json
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


def _option(name, value):
    option = PropertyValue()
    option.Name, option.Value = name, value
    return option


def main(pipe, workbook, typed, wanted):
    desktop = _connect(pipe)
    document = desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(workbook), "_blank", 0, (_option("Hidden", True),)
    )
    for sheet, cell, text in typed:
        target = document.Sheets.getByName(sheet).getCellRangeByName(cell)
        target.setFormula(text)  # as typed: a date becomes a date
    if typed:
        document.storeToURL(
            uno.systemPathToFileUrl(workbook), (_option("FilterName", "Calc MS Excel 2007 XML"),)
        )
    read = [
        document.Sheets.getByName(sheet).getCellRangeByName(cell).getString()
        for sheet, cell in wanted
    ]
    document.close(True)
    print(json.dumps(read), flush=True)
    desktop.terminate()
    os._exit(0)  # the bridge may crash where it is taken down beside the office that it led to


main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), json.loads(sys.argv[4]))
