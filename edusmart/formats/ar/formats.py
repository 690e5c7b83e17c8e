"""Dates and numbers in Arabic: 30 نوفمبر 2026، 18:05؛ 1,024.5."""

DATE_FORMAT = SHORT_DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j F Y، H:i"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
# As durations and amounts have it: two decimal marks on one page are one too many.
DECIMAL_SEPARATOR, THOUSAND_SEPARATOR = ".", ","
