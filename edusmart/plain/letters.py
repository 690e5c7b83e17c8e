"""Names in the letters a to z, which every keyboard has."""

import unicodedata

#: Letters that are no plain one with a mark. Arabic by sound; its short vowels are not written.
_OTHERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
        "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r",
        "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f",
        "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "و": "u", "ي": "i", "ى": "a",
        "ء": "", "پ": "p", "چ": "ch", "ڤ": "v", "گ": "g", "ک": "k", "ی": "i",
    }
)  # fmt: skip


def in_plain_letters(name: str) -> str:
    """Return the name's letters as a to z, "" where none has one."""
    letters = unicodedata.normalize("NFKD", name).lower().translate(_OTHERS)
    return "".join(it for it in letters if "a" <= it <= "z")
