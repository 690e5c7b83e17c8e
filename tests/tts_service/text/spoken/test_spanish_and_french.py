"""Spanish and French as a reader says them."""

import pytest

from tests.tts_service.text.spoken.saying import said


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Isabel II y Felipe IV", "Isabel segunda y Felipe cuarto"),
        ("Luis XVI, el siglo XIX, capítulo VI", "Luis dieciséis, el siglo diecinueve, capítulo seis"),
        ("la II Guerra Mundial", "la segunda Guerra Mundial"),
        ("Hace -8 grados.", "Hace menos ocho grados."),
        ("200 g. de harina, S.M. el rey", "Doscientos gramos de harina, su majestad el rey"),
        ("7 - 2 = 5 y 7 > 2", "Siete menos dos es igual a cinco y siete es mayor que dos"),
        ("Son 2,75 € o $3.", "Son dos euros con setenta y cinco céntimos o tres dólares."),
        ("21 £ y 1 €", "Veintiuna libras y un euro"),
        ("12 km, 1 kg, 90 km/h", "Doce kilómetros, un kilogramo, noventa kilómetros por hora"),
        ("El 25 % de 1.500", "El veinticinco por ciento de mil quinientos"),
        ("3,05 y 2.5", "Tres coma cero cinco y dos coma cinco"),
        ("2/3 y 1/2", "Dos tercios y un medio"),
        ("A las 8:30 o las 8:15", "A las ocho y media o las ocho y cuarto"),
        ("el 24/12/2023", "el veinticuatro de diciembre de dos mil veintitrés"),
        ("2.º piso, 3er día, 1.ª vez", "Segundo piso, tercer día, primera vez"),
        ("El Sr. Ruiz y la Dra. Paz", "El señor Ruiz y la doctora Paz"),
        ("Ud. vive en Av. Sol, núm. 4, pág. 9", "Usted vive en avenida Sol, número cuatro, página nueve"),
        ("en EE. UU. hay uvas, p. ej.", "en Estados Unidos hay uvas, por ejemplo"),
        ("21 niñas, 21 niños, 200 casas", "Veintiuna niñas, veintiún niños, doscientas casas"),
        ("EL SOL SALE. La ONU", "El sol sale. La onu"),
        ("—Ven —dijo Leo—. Ya.", "Ven, dijo Leo. Ya."),
        ("mira www.cuentos.es/a", "mira cuentos punto es"),
        ("Llama al tel. 912 34 56", "Llama al teléfono nueve uno dos, tres cuatro, cinco seis"),
    ],
)  # fmt: skip
def test_spanish(written: str, expected: str) -> None:
    assert said(written, "es") == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("au XVIIIe siècle, Napoléon Ier", "au dix-huitième siècle, Napoléon premier"),
        ("Louis IX, tome III, Élisabeth II", "Louis neuf, tome trois, Élisabeth deux"),
        ("Il fait -9 °C.", "Il fait moins neuf degrés Celsius."),
        ("le 2nd tour, la 2nde fois, la 2e page", "le second tour, la seconde fois, la deuxième page"),
        ("9 - 4 = 5 et 9 > 4", "Neuf moins quatre égale cinq et neuf est plus grand que quatre"),
        ("3,20 € et 1 £", "Trois euros vingt et une livre"),
        ("2 millions €", "Deux millions d'euros"),
        ("12 km, 1 h, 90 km/h", "Douze kilomètres, une heure, quatre-vingt-dix kilomètres par heure"),
        ("60 % de 2 500", "Soixante pour cent de deux mille cinq cents"),
        ("3/4 et 1/3", "Trois quarts et un tiers"),
        ("à 8h15, 21 h ou 7:30", "à huit heures quinze, vingt-et-une heures ou sept heures trente"),
        ("le 01/04/2020 et le 1er mai", "le premier avril deux mille vingt et le premier mai"),
        ("la 3e fois, le 2ème, la 1re", "la troisième fois, le deuxième, la première"),
        ("M. Roy, Mme Blé et le Dr Lin", "Monsieur Roy, madame Blé et le docteur Lin"),
        ("M. et Mme Roy", "Monsieur et madame Roy"),
        ("n° 8, p. 4, en 52 av. J.-C.", "numéro huit, page quatre, en cinquante-deux avant Jésus-Christ."),
        ("pages 4-9", "pages quatre à neuf"),
        ("LE LOUP ARRIVE. La SNCF, la RATP", "Le loup arrive. La S N C F, la R A T P"),
        ("— Où es-tu ? dit Max. — Ici.", "Où es-tu ? dit Max. Ici."),
        ("Il dit « venez ici » et part", "Il dit, venez ici et part"),
        ("Le chat, les cils, Vers Ivry", "Le chat, les cils, Vers Ivry"),
        ("écris à lea@ecole.fr", "écris à lea arobase ecole point fr"),
        ("06 12 34 56 78", "Zéro six, un deux, trois quatre, cinq six, sept huit"),
    ],
)  # fmt: skip
def test_french(written: str, expected: str) -> None:
    assert said(written, "fr-fr") == expected


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [
        ("fr", "la XXᵉ fois, nᵒ 5, Mᵐᵉ Roy", "la vingtième fois, numéro cinq, madame Roy"),
        ("fr", "21 filles et 1 page, 21 garçons", "Vingt-et-une filles et une page, vingt-et-un garçons"),
        ("fr", "1 h 30 min de jeu", "Une heure trente de jeu"),
        ("fr", "en CM2 ou CE1", "en C M deux ou C E un"),
        ("fr", "Vol. II, Fig. 3", "Volume deux, figure trois"),
        ("fr", "nos 3 chats", "nos trois chats"),
        ("fr", "une feuille de 10 cm x 5 cm", "une feuille de dix centimètres sur cinq centimètres"),
        ("es", "21 días, 21 niñas, 1 mapa", "Veintiún días, veintiuna niñas, un mapa"),
        ("es", "el s. XIX y S. Juan", "el siglo diecinueve y san Juan"),
        ("es", "los JJ. OO. y la S. A.", "los Juegos Olímpicos y la sociedad anónima"),
        ("es", "37,5º de fiebre", "Treinta y siete coma cinco grados de fiebre"),
        ("es", "el XXV aniversario", "el vigésimo quinto aniversario"),
        ("es", "Pág. 3, N° 4", "Página tres, número cuatro"),
        ("es", "mide 5 cm x 3 cm", "mide cinco centímetros por tres centímetros"),
    ],
)  # fmt: skip
def test_what_stands_in_a_handout_is_said_as_a_reader_says_it(
    language: str, written: str, expected: str
) -> None:
    assert said(written, language) == expected
