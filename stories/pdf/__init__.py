"""Reading a PDF: the words worth telling, in the order they are read, and each page's picture.

Runs in the throw-away process only, but for `ocr.scans`, which starts one for each scanned page.
"""
