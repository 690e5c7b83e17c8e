"""Phrases of what is not there: who is gone, what burns no longer, what is sought or only far from here."""

from __future__ import annotations

from stories.providers.own.depiction.words import plain


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in plain(text).split("|"))


# Right before who is not there, or with one or two words between.
NOT_ONE = {
    "en": _phrases("none of|none of the|not one of|not one of the|not a|not one|not any|not even a|"
        "not a single|weren t any|wasn t any|no other|empty of|"
        "never had|not have|t have|have no|having no|could not find|couldn t find|did not find|"
        "didn t find|cannot find|can t find|never found"),
    "es": _phrases("ninguno de los|ninguna de las|ni un|ni una|ni siquiera un|no había|no hay|"
        "no había ni|no quedaba|no quedaban|"
        "no tenía|no tenían|no tiene|no tienen|no tuvo|no tuvieron|no encontraba|no encontró|"
        "no encuentra|no encontraban|no encontraron"),
    "fr": _phrases("aucun des|aucune des|pas un|pas une|pas de|pas d|plus de|plus d|plus un|"
        "plus une|ni un|ni une|pas le moindre|"
        "avait pas d|avaient pas d|avaient pas de|avait pas de|ont pas d|ont pas de|trouvait pas|"
        "trouva pas|trouve pas|trouvaient pas|trouvait plus|trouve plus"),
    "ar": _phrases("احد من|لا يوجد|لا توجد|لم يكن هناك|لم تكن هناك|ليس هناك|لا احد من|لم يبق|"
        "يكن له|يكن لها|يكن لهما|يكن لهم|تكن له|تكن لها|ليس له|ليس لها|ليس لهما|ليس لهم|لم يرزقا|"
        "يكن عنده|يكن لديه|يكن لديهما|"
        "لم تجد|لم يجد|لم يجدوا|لم اجد|لا تجد|لا يجد"),
}  # fmt: skip
# Behind who is not there.
GONE = {
    "en": _phrases(
        "was gone|were gone|is gone|are gone|was not there|were not there|was nowhere|were nowhere|"
        "wasn t there|weren t there|was away|were away|is away|was not at home|"
        "were not at home|was missing|were missing|was not in|"
        "were not in|had gone|had left|had disappeared|had vanished|is missing|is not here|"
        "is not there|was out|wasn t at home|was at work|was still at work|were at work|were still at work"
        "|is at work|was working|was abroad|is abroad|works abroad|works far away|was far away|is far away"
    ),
    "es": _phrases(
        "no estaba|no estaban|no está|no están|se había ido|se habían ido|se ha ido|había desaparecido|"
        "habían desaparecido|no volvió|no volvieron|no aparecía|no venía|no vino|estaba en el trabajo"
        "|estaba trabajando|estaban trabajando|está trabajando|seguía en el trabajo|estaba lejos|está lejos"
        "|trabaja lejos|trabajaba lejos|trabaja en otro|trabajaba en otro|ya no está|ya no estaba"
    ),
    "fr": _phrases(
        "n était pas|n étaient pas là|n est pas là|ne sont pas là|était parti|était partie|étaient partis|"
        "avait disparu|avaient disparu|n était plus|n étaient plus|ne revint pas|ne vint pas|"
        "est parti|est partie|était au travail|était encore au travail|étaient au travail|est au travail"
        "|travaillait loin|travaille loin|était loin|est loin|n est plus|ne sont plus"
    ),
    "ar": _phrases(
        "لم يكن هناك|لم تكن هناك|لم يعد|لم تعد|ليس هنا|ليست هنا|لم يات|لم تات|قد رحل|قد رحلت|قد ذهب|قد ذهبت"
        "|في العمل|في عمله|في عملها|مسافر|مسافرة|يعمل بعيدا|تعمل بعيدا|يعمل في مدينة|بعيد عنا|بعيدة عنا"
    ),
}  # fmt: skip
# Behind what is no longer there or no longer burns, and what is blown away.
WENT = {
    "en": _phrases(
        "blew away|was blown away|were blown away|had blown away|had been blown away|flew away in the wind|"
        "away into|away over|away across|away in the|was lost|were lost|was stolen|had been stolen|was broken"
        "|was gone|were gone|had gone|had left|had driven off|drove off|had disappeared|was missing|"
        "were missing|was nowhere|melted"
    ),
    "es": _phrases(
        "se perdió|se había ido|había desaparecido|ya no estaba|no estaba|se fue volando|voló lejos|"
        "se derritió"
    ),
    "fr": _phrases(
        "était parti|était partie|est parti|s envola|s était envolée|s était envolé|avait disparu|"
        "n était plus|s est envolée|s est envolé|fondit"
    ),
    "ar": _phrases("اختفى|اختفت|طار بعيدا|طارت بعيدا|لم يعد|لم تعد|ضاع|ضاعت|ذاب"),
}  # fmt: skip
DIED = {
    "en": _phrases("was out|were out|went out|died|had gone out|had died|was not lit|was dead"),
    "es": _phrases("se apagó|se apagaron|se había apagado|estaba apagado|estaba apagada|estaban apagadas|"
                   "apagado|apagada"),
    "fr": _phrases("s éteignit|s éteignirent|était éteint|était éteinte|étaient éteintes|éteint|éteinte"),
    "ar": _phrases("انطفا|انطفات|مطفا|مطفاة|كان مطفا|كانت مطفاة|خمدت"),
}  # fmt: skip
PUT_OUT = {
    "en": _phrases("blew out the|blew out their|blew out her|put out the|turned off the|blew out his"),
    "es": _phrases("apagaron el|apagaron la|apagó el|apagó la|apagó su|sopló la|soplaron la"),
    "fr": _phrases("éteignirent la|éteignirent l|éteignit le|éteignit la|souffla la|soufflèrent la"),
    "ar": _phrases("اطفا|اطفات|اطفاوا|اطفاا"),
}  # fmt: skip
# Before what is carried off: "the wind blew", where "away" or nothing follows.
CARRIED = {
    "en": _phrases("blew the|blew her|blew his|carried the|swept the|blew their"),
    "es": _phrases("se llevó el|se llevó la|se llevó su|apagó el|apagó la|apagó su"),
    "fr": _phrases("emporta le|emporta la|emporta l|emporta son|emporta sa|éteignit le|éteignit la"
                   "|éteignit l"),
    "ar": _phrases("انطفات|انطفا|اختفى|اختفت|لم يبق|لم تبق"),
}  # fmt: skip
# Behind weather that is no longer there.
OVER = {
    "en": _phrases(
        "dropped|died|was over|is over|had passed|passed|stopped|had stopped|ended|had ended|was gone|"
        "cleared|died down|had gone|went away|goes away|was past|has gone|is over|moved on"
    ),
    "es": _phrases(
        "había pasado|pasó|cesó|paró|terminó|"
        "había terminado|había cesado|ha pasado|se alejó|se fue|amainó|"
        "se calmó|se va|se marchó|se ha ido"
    ),
    "fr": _phrases(
        "était passé|était passée|est passé|est passée|cessa|s arrêta|avait cessé|"
        "s éloigna|était fini|"
        "était finie|s est arrêté|s est arrêtée|s apaisa|s en va|s en alla|s en est allée|s en fut"
    ),
    "ar": _phrases("انتهى|انتهت|توقف|توقفت|مر|مرت|هدا|هدات"),
}  # fmt: skip
# Before who or what is looked for or called, and so is elsewhere.
SOUGHT = {
    "en": _phrases(
        "looked for|looking for|look for|searched for|searching for|search for|hunted for|called for|missed|"
        "missing|misses|wrote to"
    ),
    "es": _phrases(
        "buscó|buscaba|buscaban|buscar|buscando|busca|buscaron|buscan|busqué|echaba de menos|echa de menos|"
        "echo de menos|en busca de|escribió a"
    ),
    "fr": _phrases(
        "chercha|cherchait|cherchent|chercher|cherchant|cherche|cherchèrent|cherchaient|"
        "à la recherche de|écrivit à"
    ),
    "ar": _phrases(
        "بحث عن|بحثت عن|يبحث عن|تبحث عن|بحثوا عن|يبحثون عن|نادت|نادى|ونادت|ونادى|وبحثت عن|"
        "وبحث عن"
    ),
}  # fmt: skip
FAR_FROM = {
    "en": _phrases("far from|away from|miles from|way to|road to|after"),
    "es": _phrases("lejos de|lejos del|fuera del|después de|después del|camino de|camino a|camino al"),
    "fr": _phrases("loin de|loin du|loin des|loin d|après|route vers"),
    "ar": _phrases("بعيدا عن|بعيدة عن|بعيد عن|بعد|طريقه الى|طريقها الى|الطريق الى"),
}  # fmt: skip
