"""Print the hard pages: layouts that are easy to read wrong, with their true texts beside them.

Run `python tests/pages/print_pages.py` with Chromium and the Noto and DejaVu fonts. Each page's .txt is
what should be told, a paragraph a line.
"""

import html
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

STYLE = """
@page { size: 148mm 210mm; margin: 14mm; }
body { margin: 0; font: 12pt/1.45 "Liberation Serif", "DejaVu Serif", serif; text-align: justify; }
p { margin: 0 0 3mm; } h2 { font-size: 15pt; margin: 0 0 3mm; }
.two { columns: 2; column-gap: 7mm; } .three { columns: 3; column-gap: 5mm; text-align: left; }
.cap::first-letter { font-size: 44pt; float: left; line-height: 34pt; padding-right: 2mm; }
.notes { position: absolute; bottom: 0; font-size: 8.5pt; border-top: 1px solid; }
sup { font-size: 7pt; line-height: 0; }
table { border-collapse: collapse; margin: 0 0 4mm; } td, th { padding: 1mm 5mm; border: 1px solid; }
figcaption { font-size: 9pt; text-align: center; margin: 2mm 0 4mm; }
.box { width: 60mm; height: 30mm; background: #8ac; margin: auto; border-radius: 9mm; }
"""

SMALL = "body { font-size: 11pt !important }"

VOWELLED = [
    "كَانَ يَا مَا كَانَ، فِي قَدِيمِ الزَّمَانِ، وَلَدٌ صَغِيرٌ يُحِبُّ القِصَصَ حُبًّا شَدِيدًا.",
    "كُلَّ مَسَاءٍ كَانَتْ جَدَّتُهُ تَحْكِي لَهُ حِكَايَةً جَدِيدَةً عَنِ البَحْرِ وَالجِبَالِ وَالنُّجُومِ.",
    "قَالَتِ الجَدَّةُ: «اسْمَعْ يَا بُنَيَّ، فَفِي كُلِّ حِكَايَةٍ كَنْزٌ لَا يَرَاهُ إِلَّا مَنْ يُصْغِي بِقَلْبِهِ».",
    "سَأَلَ الوَلَدُ: «وَأَيْنَ أَجِدُ الكَنْزَ؟» فَضَحِكَتْ وَأَشَارَتْ إِلَى الكِتَابِ الأَحْمَرِ فَوْقَ الرَّفِّ.",
    "فَتَحَ الكِتَابَ فَإِذَا بِالصَّفَحَاتِ مَمْلُوءَةٌ بِالأَلْوَانِ، وَإِذَا بِالطُّيُورِ تَطِيرُ مِنْهَا إِلَى السَّمَاءِ.",
    "وَمُنْذُ ذَلِكَ اليَوْمِ صَارَ يَقْرَأُ كُلَّ لَيْلَةٍ حَتَّى يَغْلِبَهُ النَّوْمُ وَهُوَ يَبْتَسِمُ.",
]
ARABIC = [
    "في أول النهار فتحت أمينة باب الحديقة الكبيرة، فوجدت قطة بيضاء تنتظرها تحت شجرة التين العالية.",
    "كانت القطة تموء بصوت خافت كأنها تطلب شيئا، فأسرعت أمينة إلى البيت وعادت بصحن من الحليب الدافئ.",
    "شربت القطة حتى شبعت، ثم مشت أمامها بين الأشجار كأنها تعرف طريقا سريا لا يعرفه أحد غيرها.",
    "سارت أمينة خلفها حتى وصلتا إلى بئر قديمة تغطيها الأعشاب، ومن داخل البئر سمعت صوتا صغيرا.",
    "نظرت فإذا بثلاث قطط صغيرة على حافة حجر، فأنزلت السلة بالحبل ورفعتها واحدة بعد الأخرى.",
    "ومنذ ذلك الصباح صار للحديقة خمسة حراس صغار، وصارت أمينة تحكي حكايتهم لكل من يزور البيت.",
]
MIXED = [
    "تعلّم سامي لغة Python في 12 درسًا، ثم كتب برنامجًا يرسم 3.5 دوائر في الثانية.",
    "زار الفريق متحف Natural History Museum في لندن يوم 20/11/2026 الساعة 10:30 صباحًا.",
    "بلغت نسبة النجاح 95% من الطلاب (أي 190 طالبًا) في عام 2025.",
    'قال المعلم: "افتحوا صفحة 47، واقرؤوا كلمة hello بصوت عالٍ".',
    "يعمل الحاسوب بنظام Linux، ويستخدم معالجًا سرعته 2.4 GHz وذاكرة 16 GB.",
]
ENGLISH = [
    "The lighthouse keeper woke before the sun and climbed the ninety steps to the lamp.",
    "She polished the great glass until it shone like a drop of water, and then she looked at the sea.",
    "Far away a small red boat was turning round and round, as if it had forgotten where it wanted to go.",
    "So she lit the lamp once more, although the morning was bright, and waved her yellow scarf.",
    "The boat stopped turning. Slowly it pointed its nose at the harbour and began to come home.",
    "When the sailor stepped ashore, he said that the fog inside his head had been thicker than any cloud.",
    "They drank hot tea with honey on the lowest of the ninety steps and listened to the gulls.",
    "After that the keeper always lit the lamp for one hour of daylight, in case somebody was lost.",
]


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)


def page(body: str, *, font: str = "", rtl: bool = False, style: str = "") -> str:
    way = ' lang="ar" dir="rtl"' if rtl else ' lang="en"'
    face = f'body {{ font-family: "{font}"; font-size: 14pt; line-height: 1.9 }}' if font else ""
    return (
        f"<!doctype html><html{way}><meta charset=utf-8><style>{STYLE}{face}{style}</style>{body}"
    )


def pages() -> dict[str, tuple[str, list[str]]]:
    """Each hard page's HTML and true text by its name."""
    naskh, sans, dejavu = "Noto Naskh Arabic", "Noto Sans Arabic", "DejaVu Sans"
    two = '<div class="two">{}</div>'
    capped = [ENGLISH[0], *ENGLISH[1:3]]
    noted = paragraphs(ENGLISH[:4]).replace("lamp.", "lamp.<sup>1</sup>", 1)
    note = '<div class="notes">1 A lamp in a lighthouse can be seen for twenty miles.</div>'
    rows = [
        ("Animal", "Legs", "Home"),
        ("Spider", "8", "web"),
        ("Ant", "6", "hill"),
        ("Dog", "4", "house"),
    ]
    said = [" ".join(rows[0]), *(f"{a} — Legs: {legs}; Home: {home}" for a, legs, home in rows[1:])]
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    figure = '<figure><div class="box"></div><figcaption>Figure 1. A blue box</figcaption></figure>'
    return {
        "vowelled-naskh": (page(paragraphs(VOWELLED), font=naskh, rtl=True), VOWELLED),
        "vowelled-sans": (page(paragraphs(VOWELLED), font=sans, rtl=True), VOWELLED),
        "vowelled-dejavu": (page(paragraphs(VOWELLED), font=dejavu, rtl=True), VOWELLED),
        "columns-ar": (
            page(two.format(paragraphs(ARABIC * 2)), font=naskh, rtl=True, style=SMALL),
            ARABIC * 2,
        ),
        "columns-three": (
            page(f'<div class="three">{paragraphs(ENGLISH * 2)}</div>'),
            ENGLISH * 2,
        ),
        "mixed-ar": (page(paragraphs(MIXED), font=naskh, rtl=True), MIXED),
        "mixed-ar-dejavu": (page(paragraphs(MIXED), font=dejavu, rtl=True), MIXED),
        "drop-cap": (
            page(f'<p class="cap">{ENGLISH[0]} {ENGLISH[1]} {ENGLISH[2]}</p>{paragraphs(ENGLISH[3:6])}'),
            [" ".join(capped), *ENGLISH[3:6]],
        ),
        "footnote": (page(noted + note), ENGLISH[:4]),
        "table": (
            page(f"{paragraphs(ENGLISH[:2])}<table>{cells}</table>{paragraphs(ENGLISH[2:4])}"),
            [*ENGLISH[:2], *said, *ENGLISH[2:4]],
        ),
        "figure": (
            page(f"{paragraphs(ENGLISH[:2])}{figure}{paragraphs(ENGLISH[2:4])}"),
            [*ENGLISH[:2], "Figure 1. A blue box", *ENGLISH[2:4]],
        ),
    }  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, (source, truth) in pages().items():
            sheet = Path(folder) / f"{name}.html"
            sheet.write_text(source, encoding="utf-8")
            subprocess.run(
                ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                 f"--print-to-pdf={HERE / name}.pdf", f"file://{sheet}"],
                check=True, capture_output=True, timeout=120,
            )  # fmt: skip
            (HERE / f"{name}.txt").write_text("\n".join(truth) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
