"""Stories as PDFs: long enough to be watched while they are made, and nobody's but their hero's."""

from tests.pdfs import At, text_pdf

TITLE = "The lamp on the hill"
CHAPTERS = (
    ("A light on the hill", "{hero} could not sleep. The moon was too bright."),
    ("The window", "From the window {hero} saw a small lamp. It moved up the hill, all by itself."),
    ("Boots in the hall", "{hero} put on two boots that did not match. The dog yawned and came along."),
    ("The garden gate", "The gate sang when it opened. {hero} told it to hush, and it hushed."),
    ("Down by the stream", "The stream was black and silver. {hero} crossed on seven flat stones."),
    ("An owl asks", "Who goes there, asked the owl. Only {hero} and a dog, said {hero} politely."),
    ("Tall grass", "The grass was taller than {hero}. The dog jumped to see where they were going."),
    ("The lamp stops", "Now the lamp stood still. {hero} held the dog close and counted to ten."),
    ("A hedgehog", "Under the lamp sat a hedgehog with a map. It was lost since supper, {hero} learned."),
    ("Reading the map", "{hero} turned the map around. It had been upside down the whole time."),
    ("The way home", "They walked behind the bakery and past the well. {hero} carried the lamp."),
    ("A green door", "The hedgehog lived behind a green door. Its mother gave {hero} a warm pear."),
    ("The bread is ready", "When the baker opened his shop, {hero} was his first guest of the day."),
    ("Morning", "{hero} came home with the sun. The boots still did not match, and nobody minded."),
)  # fmt: skip

LINGERING = (
    " The old clock in the hall went on ticking. It had all the time in the world, as ever."
    " Tick, said the clock, and then it thought for a while, and then it said tock."
)


def tale(hero: str, chapters: int = len(CHAPTERS), *, lingers: bool = False) -> bytes:
    """A story with one scene for each chapter; a new hero makes every word of it new to the system.

    Where it lingers, a scene takes longer than anything that a test does meanwhile.
    """
    more = LINGERING if lingers else ""
    pages = [
        [At(heading, size=22, y=520), *_lines(text.format(hero=hero) + more)]
        for heading, text in CHAPTERS[:chapters]
    ]
    return text_pdf(pages, title=TITLE)


def _lines(text: str) -> list[At]:
    words, lines, y = text.split(), [], 470.0
    while words:
        line, words = words[:8], words[8:]
        lines.append(At(" ".join(line), y=y))
        y -= 18
    return lines
