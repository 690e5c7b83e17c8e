"""Arabic as a reader says it."""

import pytest

from tests.tts_service.text.spoken.saying import said
from tts.service.text.spoken.languages.arabic_numerals import ArabicNumerals


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("حفظ 30% و ٪٤٠ و ٧٠٪", "حفظ ثلاثون بالمئة و أربعون بالمئة و سبعون بالمئة"),
        ("٢٬٥٠٠ و ٧٫٢٥", "ألفان وخمسمئة و سبعة فاصلة خمسة وعشرون"),
        ("-7 درجات", "ناقص سبع درجات"),
        ("ثمنها 4$ أو 2$ أو 15$", "ثمنها أربعة دولارات أو دولاران أو خمسة عشر دولارا"),
        ("معي 6.25$ و 9 ر.س", "معي ستة دولارات وخمسة وعشرون سنتا و تسعة ريالات"),
        ("7 كم و 2 كغ و 40 م", "سبعة كيلومترات و كيلوغرامان و أربعون مترا"),
        ("25 °م و 90 كم/س", "خمس وعشرون درجة مئوية و تسعون كيلومترا في الساعة"),
        ("4 أولاد و 4 بنات", "أربعة أولاد و أربع بنات"),
        ("13 سنة و 13 يوما", "ثلاث عشرة سنة و ثلاثة عشر يوما"),
        ("من 20 بيتا", "من عشرين بيتا"),
        ("الساعة 8:30 و 8:15 و 8:10", "الساعة الثامنة والنصف و الثامنة والربع و الثامنة وعشر دقائق"),
        ("يوم 3/2/2021", "يوم الثالث من فبراير سنة ألفين وإحدى وعشرين"),
        ("في 7 مارس 1999", "في السابع من مارس سنة ألف وتسعمئة وتسع وتسعين"),
        ("عام ١٩٨٠", "عام ألف وتسعمئة وثمانين"),
        ("أكل 3/4 و 1/2 الكعكة", "أكل ثلاثة أرباع و نصف الكعكة"),
        ("9 - 4 = 5 و 9 > 4", "تسعة ناقص أربعة يساوي خمسة و تسعة أكبر من أربعة"),
        ("جاء د. سامي سنة 200 ق.م.", "جاء الدكتور سامي سنة مئتين قبل الميلاد"),
        ("انظر ص 12 [4] الآن", "انظر صفحة اثنا عشر الآن"),
    ],
)  # fmt: skip
def test_arabic(written: str, expected: str) -> None:
    assert said(written, "ar") == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "صفر"),
        (11, "أحد عشر"),
        (12, "اثنا عشر"),
        (18, "ثمانية عشر"),
        (90, "تسعون"),
        (100, "مئة"),
        (208, "مئتان وثمانية"),
        (800, "ثمانمئة"),
        (1000, "ألف"),
        (2024, "ألفان وأربعة وعشرون"),
        (11_000, "أحد عشر ألفا"),
        (100_000, "مئة ألف"),
        (3_000_000, "ثلاثة ملايين"),
        (2_000_000_001, "ملياران وواحد"),
    ],
)
def test_numbers(number: int, expected: str) -> None:
    assert ArabicNumerals().cardinal(number) == expected


def test_every_number_below_a_thousand_has_words_of_its_own_in_both_genders() -> None:
    numerals = ArabicNumerals()
    for feminine in (False, True):
        spelled = {numerals.cardinal(number, feminine) for number in range(1000)}
        assert len(spelled) == 1000
    assert len({numerals.ordinal(number) for number in range(1, 100)}) == 99
