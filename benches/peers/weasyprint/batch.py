"""Turn many web pages into PDF in one process, so that WeasyPrint's start-up is paid once.

Call with the Python that has WeasyPrint: python batch.py STYLESHEET OUTPUT-FOLDER PAGE.html PAGE.html …
"""

import pathlib
import sys

import weasyprint
from weasyprint.text.fonts import FontConfiguration

stylesheet, output, *pages = sys.argv[1:]
fonts = FontConfiguration()
style = weasyprint.CSS(filename=stylesheet, font_config=fonts)
for page in map(pathlib.Path, pages):
    target = pathlib.Path(output, page.stem + ".pdf")
    weasyprint.HTML(filename=page).write_pdf(target, stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
