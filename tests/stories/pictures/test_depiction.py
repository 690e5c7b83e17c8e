"""What a scene's text says a picture of it shows."""

import pytest

from bench.pictures.scenes import labels, told, written
from stories.providers.own.depiction.depiction import Depiction, depict
from stories.providers.own.depiction.vocabulary import names, rows, things
from tests.growth import grows_evenly


def keys(depiction: Depiction) -> set[str]:
    people, found = ({it.key for it in row} for row in (depiction.people, depiction.things))
    return people | found | {depiction.place} - {""}


@pytest.mark.parametrize(
    ("language", "outdoors", "indoors"),
    [
        ("en", "In the sea: they saw", "In the kitchen: they saw"),
        ("es", "En el mar: vieron", "En la cocina: vieron"),
        ("fr", "Dans la mer : ils virent", "Dans la cuisine : ils virent"),
        ("ar", "في البحر: رأوا", "في المطبخ: رأوا"),
    ],
)
def test_every_thing_is_found_by_its_own_name_in_every_language(
    language: str, outdoors: str, indoors: str
) -> None:
    called = names(language)

    def found(key: str) -> bool:
        scenes = (f"{where} {called[key]}." for where in (outdoors, indoors, ""))
        return any(key in keys(depict(scene, language)) for scene in scenes)

    drawn = (key for key, thing in things().items() if thing.drawing != "none")
    assert [key for key in drawn if not found(key)] == []


def test_a_name_that_was_introduced_is_the_same_person_later() -> None:
    before = "Once there was a girl named Akai. King Kayanja lived near."
    assert keys(depict("Akai went to the river.", "en", before)) == {"girl", "river"}
    assert keys(depict("Then Kayanja slept.", "en", before)) == {"king"}
    assert keys(depict("Then she slept.", "en", before)) == {"girl"}


def test_a_daughter_whose_name_follows_is_known_by_it_and_by_its_short_form() -> None:
    before = "She held her daughter. Her name is Nontsikelelo. Here comes Nontsikelelo with Ntsiki."
    assert keys(depict("Then Ntsiki slept.", "en", before)) == {"girl"}
    for two in ("A girl met a boy.", "A man had a son."):
        named = f"{two} His name was Akai. Here comes Akai."
        assert keys(depict("Then Akai slept.", "en", named)) == set()


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "Early in the morning Lina ran to the river.", {"girl", "river"}),
        ("en", "Then Omar ran. In Salma they slept.", {"boy"}),
        ("en", "Then Layla sang to her daughter.", {"woman", "girl"}),
        ("en", "Then Mrs Tembeka sang.", {"woman"}),
        ("es", "Por la mañana Lucía fue al río.", {"girl", "river"}),
        ("fr", "Un matin, Chloé alla à la rivière.", {"girl", "river"}),
        ("ar", "ذهبت ليلى إلى النهر.", {"girl", "river"}),
        ("ar", "مشى الحصان على العشب.", {"horse"}),
    ],
)
def test_a_child_whom_the_story_calls_only_by_a_name_is_there(
    language: str, text: str, shown: set[str]
) -> None:
    assert keys(depict(text, language)) == shown


def test_a_name_that_nobody_knows_is_who_she_is_after_it() -> None:
    before = "Then Xolani ran. She sang. One day Xolani met her mother. She laughed."
    assert keys(depict("So Xolani slept.", "en", before)) == {"girl"}
    assert keys(depict("So Xolani slept.", "en", before.replace("She sang", "He sang"))) == set()
    assert keys(depict("So Xolani slept.", "en", "Then Xolani ran.")) == set()


def test_an_arabic_name_is_whom_it_was_said_to_be() -> None:
    before = "كانت هناك بنت اسمها سمبقواير."
    assert keys(depict("ذهبت سمبقواير إلى البحر.", "ar", before)) == {"girl", "sea"}


def test_a_newborn_daughter_is_not_a_second_child() -> None:
    born = "The baby was ready. The mother held her daughter in her arms, a special girl."
    assert keys(depict(born, "en")) == {"baby", "mother"}
    assert keys(depict("The girl held the baby in her arms.", "en")) == {"baby", "girl"}


def test_a_title_of_religion_is_no_family() -> None:
    text = "In the shop Brother Joe wrote to Father Bernard."
    assert keys(depict(text, "en")) == {"shop"}


def test_who_plays_tennis_has_no_football() -> None:
    text = "The girl learned to play tennis. She hit the ball."
    assert keys(depict(text, "en")) == {"girl", "tennisball"}


@pytest.mark.parametrize("beside", ["house", "baby"])
def test_no_fire_burns_beside_a_house_or_a_baby(beside: str) -> None:
    assert keys(depict(f"The {beside} was near the fire.", "en")) == {beside}


@pytest.mark.parametrize(
    ("language", "text", "colours"),
    [
        ("en", "She bought a shiny red fountain pen.", {"pen": "red"}),
        ("en", "Her red dress brushed the horse.", {"dress": "red", "horse": ""}),
        ("en", "A black and white cow stood there.", {"cow": ""}),
        ("es", "Tenía un caballo negro.", {"horse": "black"}),
        ("fr", "Il avait un cheval noir.", {"horse": "black"}),
        ("ar", "رأى حصانا أسود", {"horse": "black"}),
    ],
)
def test_a_thing_has_the_colour_that_is_said_of_it(
    language: str, text: str, colours: dict[str, str]
) -> None:
    assert {thing.key: thing.colour for thing in depict(text, language).things} == colours


def test_a_named_animal_keeps_its_colour() -> None:
    before = "His favourite was Shishi, a glossy black mare. They saw Shishi."
    (horse,) = depict("Then Shishi slept.", "en", before).things
    assert (horse.key, horse.colour) == ("horse", "black")


@pytest.mark.parametrize("text", ["the bat ", "“"])
def test_a_long_text_is_read_in_time_that_grows_with_it(text: str) -> None:
    assert grows_evenly(lambda long: depict(long, "en"), lambda length: text * length, 600)


def test_she_is_nobody_where_two_could_be_meant() -> None:
    assert keys(depict("Then she slept.", "en", "A girl met the queen.")) == set()
    assert keys(depict("Then she slept.", "en", "A girl met her mother.")) == {"girl"}


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "Dear Grandma, I rode the bicycle with Papa.", {"father", "bicycle"}),
        ("es", "Querida abuela: ayer vi un perro.", {"dog"}),
        ("fr", "Chère mamie, j'ai vu un chien.", {"dog"}),
        ("ar", "عزيزي جدي، رأينا زرافة.", {"giraffe"}),
    ],
)
def test_whom_a_letter_greets_is_not_in_its_picture(
    language: str, text: str, shown: set[str]
) -> None:
    assert keys(depict(text, language)) == shown


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "Grandmother told a story about a lion and a mouse.", {"oldwoman"}),
        ("es", "La abuela contó un cuento de un león.", {"oldwoman"}),
        ("fr", "Le roi lut une histoire de loup.", {"king"}),
        ("ar", "حكت الجدة قصة عن أسد وفأر.", {"oldwoman"}),
    ],
)
def test_what_a_story_is_told_of_is_not_there(language: str, text: str, shown: set[str]) -> None:
    assert keys(depict(text, language)) == shown


def test_this_is_the_story_of_whom_it_introduces() -> None:
    before = "Esta es la historia de un jovencito llamado Gingile."
    assert keys(depict("Gingile encendió una fogata.", "es", before)) == {"boy", "fire"}
    assert keys(depict("This is the story of a fox.", "en")) == {"fox"}


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "A crow, half dead with thirst, found a pitcher.", {"crow", "amphora"}),
        ("en", "The taxi driver waited. He slept.", {"man"}),
        ("en", "Birds can fly. We built a sandcastle.", {"bird"}),
        ("en", "The volcano threw ash into the sky.", {"volcano"}),
        ("en", "Bats hunt at night.", {"batanimal"}),
        ("es", "La gallina pidió pan. Ella se puso triste.", {"chicken", "bread"}),
        ("fr", "Le petit chaperon rouge prit un panier.", {"girl", "basket"}),
        ("fr", "Le soleil baissait et nous avions un peu froid.", set()),
        ("fr", "Il ferme la boîte et fait un tour.", {"box"}),
        ("es", "Ella cocina bien.", set()),
        ("en", "The teacher put a globe on the table.", {"teacher", "globe", "table"}),
        ("ar", "ذهبنا إلى حديقة الحيوان.", set()),
    ],
)
def test_phrases_of_tales_and_lessons_mean_what_they_mean(
    language: str, text: str, shown: set[str]
) -> None:
    assert keys(depict(text, language)) == shown


def test_what_only_sounds_like_harm_is_bright() -> None:
    assert depict("Your heart pumps blood through your body.", "en").mood == "bright"
    assert depict("There was blood on the road.", "en").mood == "quiet"


def test_a_named_animal_is_that_animal_later() -> None:
    before = "Ngede, el pájaro, vivía en un árbol. Un día vino Ngede."
    assert "bird" in keys(depict("Entonces Ngede se enfadó.", "es", before))


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "The girl held her mother's blanket.", {"girl", "blanket"}),
        ("es", "La niña tenía la manta de su madre.", {"girl", "blanket"}),
        ("fr", "La fille tenait la couverture de sa mère.", {"girl", "blanket"}),
        ("ar", "أخذت الفتاة غطاء أمها", {"girl", "blanket"}),
        ("en", "The mother hen called.", {"chicken"}),
        ("fr", "Maman Singe dormait.", {"monkey"}),
    ],
)
def test_who_only_owns_something_or_is_an_animal_is_not_shown_as_a_person(
    language: str, text: str, shown: set[str]
) -> None:
    assert keys(depict(text, language)) == shown


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("She was happy.", "bright"),
        ("She was not happy.", "quiet"),
        ("Nobody was sad.", "bright"),
        ("They laughed and danced, but the old man died.", "quiet"),
        ('They laughed. "My father died long ago," he said, and they danced.', "bright"),
        ("He cried tears of joy.", "bright"),
        ("The prison was cold.", "quiet"),
    ],
)
def test_a_scene_is_quiet_when_it_is_sad_or_grave(text: str, mood: str) -> None:
    assert depict(text, "en").mood == mood


@pytest.mark.parametrize(
    ("language", "text", "hour", "weather", "season"),
    [
        ("en", "One harsh winter night snow fell.", "night", "snow", "winter"),
        ("es", "Era de noche en invierno y nevaba.", "night", "snow", "winter"),
        ("fr", "Une nuit d'hiver, la neige tombait.", "night", "snow", "winter"),
        ("ar", "نزل الثلج في ليلة من ليالي الشتاء", "night", "snow", "winter"),
        ("en", "In the evening it rained.", "evening", "rain", ""),
        ("en", "She sang day and night.", "day", "", ""),
    ],
)
def test_hour_weather_and_season_are_read_in_every_language(
    language: str, text: str, hour: str, weather: str, season: str
) -> None:
    read = depict(text, language)
    assert (read.hour, read.weather, read.season) == (hour, weather, season)


def test_a_scene_that_begins_within_quotation_marks_is_read_from_their_end() -> None:
    assert keys(depict('I saw a lion!" The boy ran.', "en")) == {"boy"}


def test_of_a_language_that_is_not_offered_nothing_is_read() -> None:
    assert depict("Ein Löwe im Wald", "de") == Depiction()


def test_every_label_of_the_measured_scenes_is_something_that_can_be_drawn() -> None:
    known, found = set(names("en")), list(labels())
    assert len(found) > 300
    for mood, keys_of in found:
        assert keys_of <= known
        assert mood in ("bright", "quiet", "either")


def test_the_written_scenes_show_what_they_say() -> None:
    """The measure of bench.pictures, without drawing, on the sentences that the repository has."""
    shown = wanted = wrong = missing = 0
    for scene in written():
        found = keys(depict(scene.text, scene.language))
        must = {key for key in scene.must if key in things() or key in _people_and_places()}
        shown, wanted = shown + len(found), wanted + len(must)
        wrong, missing = wrong + len(found - scene.must - scene.may), missing + len(must - found)
    assert wrong / shown <= 0.03
    assert missing / wanted <= 0.1


def _people_and_places() -> set[str]:
    return {row[0] for name in ("people", "places") for row in rows(name)}


def named(text: str, language: str, before: str = "") -> set[tuple[str, str]]:
    return {(it.key, it.hero) for it in depict(text, language, before).things if it.hero}


@pytest.mark.parametrize(
    ("language", "before", "text", "hero"),
    [
        ("en", "Pip was a drop of water, and Pip lived in the sea.", "Up went Pip.", "drop"),
        ("en", "Once there was a little cloud named Nimbo.", "Nimbo laughed.", "cloud"),
        ("en", "In the school lived a robot. Its name was Zip.", "Then Zip swept.", "robot"),
        ("es", "Había una gota que se llamaba Pip.", "Subió Pip al cielo.", "drop"),
        ("fr", "Il était une fois une étoile qui s'appelait Lumi.", "Alors Lumi rit.", "star"),
        ("ar", "كانت هناك قطرة ماء صغيرة اسمها لولو.", "صعدت لولو.", "drop"),
    ],
)
def test_a_thing_that_the_story_names_is_somebody_in_every_scene(
    language: str, before: str, text: str, hero: str
) -> None:
    assert named(text, language, before) == {(hero, "face")}
    assert named("...", language, before) == {(hero, "face")}, "also where nothing else is seen"


def test_a_boat_has_a_face_only_where_the_story_lets_it_speak() -> None:
    named_boat = "Tilly was a small boat. They sat in Tilly."
    assert named("Tilly came.", "en", named_boat) == {("boat", "faceless")}
    assert named("Tilly came.", "en", f"{named_boat} Tilly laughed.") == {("boat", "face")}


def test_who_meets_a_hero_or_sits_under_a_tree_keeps_the_name() -> None:
    before = "A girl met a drop called Pop. A drop fell on a boy called Omar."
    assert keys(depict("Then Pop sang to Omar.", "en", before)) == {"drop", "boy"}
    assert keys(depict("Under the apple tree Lina sat.", "en")) == {"tree", "girl"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Under the apple tree Lina read. She laughed. Then she ran to the kitchen."),
        ("es", "Bajo el manzano Lucía leía. Después corrió a la cocina."),
        ("fr", "Sous le pommier, Chloé lisait. Puis elle courut vers la cuisine."),
        ("ar", "جلست ليلى تحت شجرة التفاح. ثم ركضت إلى المطبخ."),
    ],
)
def test_a_scene_is_where_it_is_stayed_and_not_where_it_is_run_to(language: str, text: str) -> None:
    read = depict(text, language)
    assert keys(read) == {"tree", "girl"}
    assert not read.is_indoors


def test_a_place_that_is_lived_in_longer_or_not_only_told_of_wins() -> None:
    assert depict("He told her about the sea. They ate in the kitchen.", "en").place == "kitchen"
    assert depict("Lina ran to the market. She bought tea. She sang.", "en").place == "market"
    assert depict("The wind took the kite. He ran to the kitchen.", "en").place == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("You have the gift of talking.", set()),
        ("The fields were like patches on a quilt, the roads as thin as thread.", {"field"}),
        ("The bees flew out of the hive in the kitchen.", {"bee", "kitchen"}),
        ("She turned the tap. The kettle sang.", {"tap", "kettle"}),
        ("An otter met a heron.", {"otter", "heron"}),
        ("There was a loaf of bread on a plate.", {"bread"}),
    ],
)
def test_things_are_what_the_text_says_they_are(text: str, shown: set[str]) -> None:
    assert keys(depict(text, "en")) == shown


def test_a_thing_keeps_the_colour_that_the_story_gave_it() -> None:
    (kite,) = depict("The kite flew.", "en", "She had a red kite.").things
    assert kite.colour == "red"


def deeds(text: str, language: str, before: str = "") -> set[tuple[str, str]]:
    return {(act.who, act.deed) for act in depict(text, language, before).acts}


@pytest.mark.parametrize(
    ("language", "text", "done"),
    [
        ("en", "The boy sat on the stairs and cried.", {("boy", "sit"), ("boy", "cry")}),
        ("en", "The boy and his mother ran home.", {("boy", "run"), ("mother", "run")}),
        ("en", "The king said that he was tired. Then he slept.", {("king", "sleep")}),
        ("en", "High in the tree sat a cat.", {("cat", "sit")}),
        ("en", "The girl gave the dog to the boy and laughed.", {("girl", "laugh")}),
        ("en", "A boy who fed a goat jumped for joy.", {("boy", "jump")}),
        ("es", "La niña corrió y la cometa voló.", {("girl", "run")}),
        (
            "es",
            "El perro dormía. La abuela empezó a llorar.",
            {("dog", "sleep"), ("oldwoman", "cry")},
        ),
        ("fr", "Une fille s'assit et rit.", {("girl", "sit"), ("girl", "laugh")}),
        ("ar", "جلست الجدة تحت الشجرة.", {("oldwoman", "sit")}),
        ("ar", "كانت البنت تقرأ كتابا للطائر.", {("girl", "read")}),
    ],
)
def test_who_does_what_is_read(language: str, text: str, done: set[tuple[str, str]]) -> None:
    assert deeds(text, language) == done


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The boy did not run. The girl could sleep."),
        ("en", 'The mother said: "The girl ran."'),
        ("en", "If the girl ran, the boy would laugh."),
        ("en", "The ball jumped into the garden, and the girl saw it."),
        ("es", "La niña no lloraba."),
        ("fr", "Le garçon ne dormait pas."),
        ("ar", "لم تركض البنت."),
    ],
)
def test_what_nobody_does_is_not_read_as_done(language: str, text: str) -> None:
    assert deeds(text, language) == set()


def test_a_hug_has_somebody_who_is_hugged() -> None:
    (act,) = depict("Mother hugged the boy.", "en").acts
    assert (act.who, act.deed, act.whom) == ("mother", "hug", "boy")
    assert not depict("The old woman hugged herself.", "en").acts


def test_what_people_do_in_the_fresh_stories_is_what_these_say() -> None:
    done = [
        (deeds(it.text, it.language, it.before), it.acts) for it in told([]) if it.acts is not None
    ]
    read = [f"{who}:{deed}" in said for found, said in done for who, deed in found]
    assert len(read) > 50
    assert sum(read) / len(read) >= 0.97


def test_a_story_is_in_the_room_of_before_where_the_scene_is_in_a_room() -> None:
    before = "In the kitchen the girl stirred the soup."
    assert depict("The girl tasted it at the table.", "en", before).place == "kitchen"
    assert not depict("The girl tasted it.", "en", before).is_indoors
    assert not depict("The girl tasted it. Then she went out.", "en", before).is_indoors
    assert not depict("The girl tasted it in the rain.", "en", before).is_indoors


def test_a_bird_is_in_the_air_only_where_it_flies() -> None:
    stands = [
        depict(text, "en").things[0].stand
        for text in (
            "The bird flew away.",
            "The bird ate.",
            "A girl stood under a tree with a bird.",
        )
    ]
    assert stands == ["air", "ground", "ground"]
    assert depict("In the old tree sat a cat.", "en").things[0].in_tree
    assert not depict("A cat sat under a tree.", "en").things[0].in_tree


def test_a_girl_who_reads_is_not_a_book_with_her_name() -> None:
    before = "كانت سلمى بنتا صغيرة. كانت سلمى تقرأ كتابا. ضحكت سلمى."
    assert keys(depict("ضحكت سلمى.", "ar", before)) == {"girl"}


@pytest.mark.parametrize(
    ("language", "before", "text", "shown"),
    [
        # Of an animal that the story calls she or he, by its name, its kind or a word for it.
        (
            "en",
            "A little hedgehog came. Her name was Bramble. A squirrel sang.",
            '"Where to?" she said.',
            {"hedgehog"},
        ),
        ("en", "A fox lived with his mother.", "His mother slept.", {"fox"}),
        ("en", "A fox met a duck.", "The two friends laughed.", {"fox", "duck"}),
        # Who tells it: a child by name, age or family, or whoever they say to be.
        ("en", "My name is Leo.", "I ran.", {"boy"}),
        ("en", "I am seven.", "My mum hugged me.", {"mother"}),
        ("en", "I am a farmer.", "I ran.", {"farmer"}),
        ("en", "Then I looked at the moon.", "I ran.", set()),
        ("en", "My name is Leo. My dad came.", "He slept.", {"father"}),
        ("es", "Me llamo Mateo.", "Me siento solo.", {"boy"}),
        ("fr", "Je m'appelle Lina.", "J'ai chanté.", {"girl"}),
        ("ar", "اسمي مريم.", "خفت وبكيت.", {"girl"}),
        # Verbs beside which nobody is named.
        ("es", "Inés dormía.", "Caminó entre las piedras y lloró.", {"girl", "rock"}),
        ("es", "Inés dormía.", "Llovía y hacía frío.", set()),
        ("ar", "خافت ليلى.", "جلست وانتظرت.", {"girl"}),
        ("es", "Una niña dormía.", "La pequeña sonrió.", {"girl"}),
        ("fr", "Un vieil homme arriva.", "Il s'assit.", {"oldman"}),
        ("fr", "Un vieil homme arriva.", "Il pleuvait.", set()),
        # Somebody of whom a life tells by both names is grown.
        ("en", "Rosa Parks was a seamstress. She sang.", "Rosa sat down.", {"woman"}),
    ],
)
def test_whom_a_scene_goes_on_about_is_in_its_picture(
    language: str, before: str, text: str, shown: set[str]
) -> None:
    assert keys(depict(text, language, before)) == shown


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "There was not a child in the street, and the baker was gone."),
        ("en", "There was nobody in the street."),
        ("es", "En la calle no había niños. La abuela no estaba."),
        ("fr", "Dans la rue, pas un enfant, pas une femme."),
        ("ar", "لم يكن هناك أولاد في الشارع."),
    ],
)
def test_who_is_said_not_to_be_there_is_not(language: str, text: str) -> None:
    assert keys(depict(text, language, "A girl slept.")) == {"town"}


def test_hour_weather_and_place_last_until_something_ends_them() -> None:
    before = "At night Nora walked through the forest. It snowed."
    still = depict("Nora saw a fox.", "en", before)
    assert (still.hour, still.weather, still.place) == ("night", "", "")
    later = depict("The next day Nora saw a fox.", "en", before)
    assert (later.hour, later.weather, later.place) == ("day", "", "")
    assert depict("Nora laughed in the snow.", "en", before).weather == "snow"
    assert depict("Nora laughed in the sun.", "en", before).weather == ""
    assert depict("Nora ran home.", "en", before).place == ""
    assert depict("Bees make honey.", "en", before).hour == "day"


def test_they_are_all_who_do_it() -> None:
    before = "A fox met a duck."
    assert deeds("They walked on and ate.", "en", before) >= {
        ("fox", "walk"), ("duck", "walk"), ("fox", "eat"),
    }  # fmt: skip
    assert deeds("أكلا السمك.", "ar", "جاءت ليلى وأمها.") <= {("girl", "eat"), ("mother", "eat")}
