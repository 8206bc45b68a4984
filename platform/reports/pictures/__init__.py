"""A report as a picture that stands alone, as a page to print, and as a workbook: for mails, files and paper."""

from .files import FILES, FileKind, file_of
from .pdf import Paper
from .png import as_png
from .sheet import sheet_of, sheets_of
from .workbook import as_xlsx

__all__ = ["FILES", "FileKind", "Paper", "as_png", "as_xlsx", "file_of", "sheet_of", "sheets_of"]
