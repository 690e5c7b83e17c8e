"""English as a reader says it."""

import pytest

from tests.tts_service.text.spoken.saying import said


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # Roman numerals
        ("Elizabeth II met Pope John XXIII.", "Elizabeth the second met Pope John the twenty-third."),
        ("Chapter IX, Act III", "Chapter nine, Act three"),
        ("World War I was long.", "World War one was long."),
        ("James I of England; Mary I know", "James the first of England; Mary I know"),
        ("the XVIII century", "the eighteenth century"),
        ("Then I saw Malcolm X. He spoke.", "Then I saw Malcolm X. He spoke."),
        # Years, decades, dates, times
        ("It opened in 1889.", "It opened in eighteen eighty-nine."),
        ("from 1914 to 1918", "from nineteen fourteen to nineteen eighteen"),
        ("She lived 1820-1910.", "She lived eighteen twenty to nineteen ten."),
        ("in the 1980s and the '90s", "in the nineteen eighties and the nineties"),
        ("There are 1889 stones.", "There are one thousand eight hundred eighty-nine stones."),
        ("On 7/4/2021 we met.", "On July fourth, twenty twenty-one we met."),
        ("2021-07-04", "July fourth, twenty twenty-one"),
        ("It is 31/12/1999.", "It is December thirty-first, nineteen ninety-nine."),
        ("on June 1, 2020", "on June first, twenty twenty"),
        ("on 2 Feb. 1990", "on the second of February nineteen ninety"),
        ("At 7:45 or 7:05 or 7:00", "At seven forty-five or seven oh five or seven o'clock"),
        ("at 6 p.m. The moon rose", "at six P M. The moon rose"),
        ("at 6 p.m. on Monday", "at six P M on Monday"),
        ("The train left at 16:20.", "The train left at sixteen twenty."),
        # Money, units, percent
        ("A pen is $2.25.", "A pen is two dollars twenty-five."),
        ("$1, €4 and 80 €", "One dollar, four euros and eighty euros"),
        ("It cost $0.75, not $1,500.", "It cost seventy-five cents, not one thousand five hundred dollars."),
        ("$2.5 million", "Two point five million dollars"),
        ("It is -7 °C, 12 km away.", "It is minus seven degrees Celsius, twelve kilometers away."),
        ("1 kg, 80 km/h, 9 m²", "One kilogram, eighty kilometers per hour, nine square meters"),
        ("75% of 8.25", "Seventy-five percent of eight point two five"),
        # Fractions, ranges, sums, ordinals
        ("2/3 of a cup, 1 1/2 pies, ½ hour", "Two thirds of a cup, one and a half pies, one half hour"),
        ("pages 12-15 and $5-$10", "pages twelve to fifteen and five dollars to ten dollars"),
        ("9 - 4 = 5, 2 + 2 = 4", "Nine minus four equals five, two plus two equals four"),
        ("7 > 3 and 3 < 7", "Seven is greater than three and three is less than seven"),
        ("6 × 7 and 8 ÷ 2", "Six times seven and eight divided by two"),
        ("E = mc² and H2O", "E equals m c squared and H two O"),
        ("the 1st, 22nd and 103rd", "the first, twenty-second and one hundred third"),
        ("cats and/or dogs, he/she", "cats and or dogs, he she"),
        ("3,600,000 bees", "Three million six hundred thousand bees"),
        ("agent 007 at 555-0199", "agent zero zero seven at five five five, zero one nine nine"),
        ("a 6-year-old", "a six-year-old"),
        # Abbreviations, initials, acronyms, capitals
        ("Dr. Ray and Mrs. Cole", "Doctor Ray and Missus Cole"),
        ("up Mt. Fuji, e.g. with Lt. Lee", "up Mount Fuji, for example with Lieutenant Lee"),
        ("St. Anne lives in Oak St. now", "Saint Anne lives in Oak Street now"),
        ("cats vs. dogs, etc. Then we left", "cats versus dogs, et cetera. Then we left"),
        ("See No. 3 on p. 9. No. He did not.", "See number three on page nine. No. He did not."),
        ("J. K. Rowling and C.S. Lewis", "J K Rowling and C S Lewis"),
        ("in the U.S. today", "in the U S today"),
        ("the FBI and NASA", "the F B I and nasa"),
        ("THE SUN ROSE. COME WITH US", "The sun rose. Come with us"),
        ("He was VERY sad. I'M NOT!", "He was very sad. I'm not!"),
        ("5 lbs. of figs, 6 in. long. 2 kg. Go", "Five pounds of figs, six inches long. Two kilograms. Go"),
        ("a 6 in. nail, 3 ft. 2 in.", "a six inch nail, three feet two inches."),
        ("2%-3%, $5-$9, ₹2", "Two percent to three percent, five dollars to nine dollars, two rupees"),
        ("MP3 and A4", "M P three and A four"),
        ("the UN, NATO and a TV", "the U N, nato and a T V"),
        ("CO₂ and 10⁶ and 2^5", "C O two and ten to the power of six and two to the power of five"),
        ("9:00-10:30, 3 hrs, 2 mi", "Nine o'clock to ten thirty, three hours, two miles"),
        ("20 USD, US$3 and 9¢", "Twenty dollars, three dollars and nine cents"),
        # Addresses, notes, marks
        ("See https://www.museum.org/kids/index.html?a=1.", "See museum dot org."),
        ("Ask ann.lee@school.edu now", "Ask ann dot lee at school dot edu now"),
        ("Bees dance [7] a lot [3, 4].", "Bees dance a lot."),
        ("Bees dance (Frisch 1967) for food (Seeley & Fox, 1995, p. 3).", "Bees dance for food."),
        ("They dance.¹² Then rest.", "They dance. Then rest."),
        ("It is **so** _big_ and `red`.", "It is so big and red."),
        ("A [link](http://x.org/y) <b>here</b>", "A link here"),
        ("I am glad 😀 :) now!", "I am glad now!"),
        # Dialogue
        ("Wait — I know—yes", "Wait, I know, yes"),
        ('He cried "come back" twice', 'He cried, "come back" twice'),
    ],
)  # fmt: skip
def test_english(written: str, expected: str) -> None:
    assert said(written, "en-us") == expected


def test_a_date_begins_with_its_day_outside_america() -> None:
    assert said("on 4/7/2021", "en-gb") == "on July fourth, twenty twenty-one"


@pytest.mark.parametrize(
    "text",
    [
        "The fox ran over the hill, and nobody spoke.",
        "It's a well-known o’clock; don't stop!",
        '"Go!" she said. "Now."',
        "I, Claudius. A cat. Plan B.",
        "They will mix a dim, civil vivid mill.",
    ],
)
def test_plain_prose_is_left_as_it_is(text: str) -> None:
    assert said(text, "en-us") == text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Part ii, Scene iv", "Part two, Scene four"),
        ("They raised £3m and $2bn.", "They raised three million pounds and two billion dollars."),
        ("He is 5 ft 6 in tall.", "He is five feet six inches tall."),
        ("She is 5'2\" tall.", "She is five feet two inches tall."),
        ("Mon-Fri, and on Tues., too", "Monday to Friday, and on Tuesday, too"),
        ("In Jan. and in March", "In January and in March"),
        ("Call (555) 123-4567.", "Call five five five, one two three, four five six seven."),
        ("No 978-3-16-14-0", "No nine seven eight, three, one six, one four, zero"),
        ("CO2 and MP3", "C O two and M P three"),
        ("It is 72°F / hot", "It is seventy-two degrees Fahrenheit, hot"),
        ("2 tbsp sugar, 1 tsp salt", "Two tablespoons sugar, one teaspoon salt"),
        ("A lamp uses 3 kWh.", "A lamp uses three kilowatt-hours."),
        ("I. Sun\nII. Moon", "One. Sun.\nTwo. Moon"),
        ("x²+y", "x squared plus y"),
        ("from A-Z", "from A to Z"),
        ("a board of 5 cm x 3 cm", "a board of five centimeters by three centimeters"),
        ("➢ Dry it.", "Dry it."),
        ("© 2024 School™", "Two thousand twenty-four School"),
        ("This is ** so ** good.", "This is so good."),
        ("One\n***\nTwo", "One.\n\n\n\nTwo"),
    ],
)  # fmt: skip
def test_what_stands_in_a_handout_is_said_as_a_reader_says_it(written: str, expected: str) -> None:
    assert said(written, "en") == expected
