"""The words of dates in each language known here: months, weekdays, "yesterday", and what stands between them."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import product

#: What a word of a date is (year, month, day, weekday, relative or filler), and its number.
type Meaning = tuple[str, int]


@dataclass(frozen=True)
class Language:
    """The words of dates in one language, without full stops: one string for each month (from January) and weekday
    (from Monday), names apart by spaces, the one written in forms first.

    `alone` are the months as they are written without a day, where that differs. `months` is empty where they are
    written in figures. `relative` are yesterday, today and tomorrow. Marks above and below letters do not matter
    ("fevrier"), nor does case.
    """

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    ordinals: tuple[str, ...] = ()
    fillers: str = ""
    alone: tuple[str, ...] = ()
    relative: tuple[str, str, str] = ("", "", "")


# Another language is another row.
LANGUAGES = {
    "en": Language(
        months=(
            *("January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun"),
            *("July Jul", "August Aug", "September Sep Sept", "October Oct", "November Nov"),
            "December Dec",
        ),
        weekdays=(
            *("Monday Mon", "Tuesday Tue Tues", "Wednesday Wed", "Thursday Thu Thur Thurs"),
            *("Friday Fri", "Saturday Sat", "Sunday Sun"),
        ),
        ordinals=("st", "nd", "rd", "th"),
        fillers="at on of the published posted date",
        relative=("yesterday", "today", "tomorrow"),
    ),
    "de": Language(
        months=(
            *("Januar Jan Jän Jänner Jaenner", "Februar Feb Feber", "März Mär Maerz Mrz", "April Apr", "Mai"),
            *("Juni Jun", "Juli Jul", "August Aug", "September Sep Sept", "Oktober Okt", "November Nov"),
            "Dezember Dez",
        ),
        weekdays=(
            *("Montag Mo", "Dienstag Di", "Mittwoch Mi", "Donnerstag Do", "Freitag Fr", "Samstag Sa Sonnabend"),
            "Sonntag So",
        ),
        fillers="um am der den dem vom von uhr stand datum veröffentlicht erschienen",
        relative=("gestern", "heute", "morgen"),
    ),
    "fr": Language(
        months=(
            *("janvier janv jan", "février févr fév", "mars", "avril avr", "mai", "juin", "juillet juil"),
            *("août", "septembre sept sep", "octobre oct", "novembre nov", "décembre déc"),
        ),
        weekdays=("lundi lun", "mardi mar", "mercredi mer", "jeudi jeu", "vendredi ven", "samedi sam", "dimanche dim"),
        ordinals=("er", "e"),
        fillers="le à du de publié mis en ligne",
        relative=("hier", "aujourd’hui aujourd'hui", "demain"),
    ),
    "es": Language(
        months=(
            *("enero ene", "febrero feb", "marzo mar", "abril abr", "mayo may", "junio jun", "julio jul"),
            *("agosto ago", "septiembre sept sep setiembre set", "octubre oct", "noviembre nov", "diciembre dic"),
        ),
        weekdays=("lunes lun", "martes mar", "miércoles mié", "jueves jue", "viernes vie", "sábado sáb", "domingo dom"),
        ordinals=("o", "ro", "ero", "°"),
        fillers="de del el a las la publicado",
        relative=("ayer", "hoy", "mañana"),
    ),
    "it": Language(
        months=(
            *("gennaio gen genn", "febbraio feb febbr", "marzo mar", "aprile apr", "maggio mag magg"),
            *("giugno giu", "luglio lug", "agosto ago", "settembre set sett", "ottobre ott", "novembre nov"),
            "dicembre dic",
        ),
        weekdays=(
            "lunedì lun",
            "martedì mar",
            "mercoledì mer",
            "giovedì gio",
            "venerdì ven",
            "sabato sab",
            "domenica dom",
        ),
        ordinals=("o", "°"),
        fillers="il di del alle ore pubblicato",
        relative=("ieri", "oggi", "domani"),
    ),
    "pt": Language(
        months=(
            *("janeiro jan", "fevereiro fev", "março mar", "abril abr", "maio mai", "junho jun", "julho jul"),
            *("agosto ago", "setembro set", "outubro out", "novembro nov", "dezembro dez"),
        ),
        weekdays=(
            *("segunda seg 2a", "terça ter 3a", "quarta qua 4a", "quinta qui 5a", "sexta sex 6a"),
            *("sábado sáb", "domingo dom"),
        ),
        ordinals=("o", "°"),
        fillers="de do da em às as feira publicado",
        relative=("ontem", "hoje", "amanhã"),
    ),
    "ru": Language(
        months=(
            *("января янв", "февраля фев февр", "марта мар", "апреля апр", "мая", "июня июн", "июля июл"),
            *("августа авг", "сентября сен сент", "октября окт", "ноября ноя нояб", "декабря дек"),
        ),
        alone=(
            *("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь"),
            *("ноябрь", "декабрь"),
        ),
        weekdays=(
            "понедельник пн",
            "вторник вт",
            "среда ср",
            "четверг чт",
            "пятница пт",
            "суббота сб",
            "воскресенье вс",
        ),
        ordinals=("го", "е"),
        fillers="в г года год го опубликовано дата",
        relative=("вчера", "сегодня", "завтра"),
    ),
    "uk": Language(
        months=(
            *("січня січ", "лютого лют", "березня бер", "квітня кві квіт", "травня тра трав", "червня чер черв"),
            *(
                "липня лип",
                "серпня сер серп",
                "вересня вер",
                "жовтня жов жовт",
                "листопада лис лист",
                "грудня гру груд",
            ),
        ),
        alone=(
            *("січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень", "вересень"),
            *("жовтень", "листопад", "грудень"),
        ),
        weekdays=(
            "понеділок пн",
            "вівторок вт",
            "середа ср",
            "четвер чт",
            "пʼятниця п’ятниця п'ятниця пт",
            "субота сб",
            "неділя нд",
        ),
        fillers="о об р року рік опубліковано дата",
        relative=("вчора учора", "сьогодні", "завтра"),
    ),
    "pl": Language(
        months=(
            *("stycznia sty", "lutego lut", "marca mar", "kwietnia kwi", "maja maj", "czerwca cze", "lipca lip"),
            *("sierpnia sie", "września wrz", "października paź", "listopada lis", "grudnia gru"),
        ),
        alone=(
            *("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień", "wrzesień"),
            *("październik", "listopad", "grudzień"),
        ),
        weekdays=(
            *("poniedziałek pn pon", "wtorek wt wto", "środa śr śro", "czwartek cz czw", "piątek pt pią"),
            *("sobota sb sob so", "niedziela nd nie ndz ni"),
        ),
        fillers="o r roku godz godzina dnia data opublikowano",
        relative=("wczoraj", "dzisiaj dziś", "jutro"),
    ),
    # Bokmål and nynorsk.
    "nb": Language(
        months=(
            *("januar jan", "februar feb", "mars mar", "april apr", "mai", "juni jun", "juli jul", "august aug"),
            *("september sep sept", "oktober okt", "november nov", "desember des"),
        ),
        weekdays=(
            *("mandag man ma måndag", "tirsdag tir ti tirs tysdag", "onsdag ons on", "torsdag tor to tors"),
            *("fredag fre fr", "lørdag lør lø laurdag", "søndag søn sø sundag"),
        ),
        fillers="den d kl klokken publisert lagt ut",
        relative=("igår", "idag", "imorgen"),
    ),
    "da": Language(
        months=(
            *("januar jan", "februar feb", "marts mar", "april apr", "maj", "juni jun", "juli jul", "august aug"),
            *("september sep sept", "oktober okt", "november nov", "december dec"),
        ),
        weekdays=(
            *("mandag man ma", "tirsdag tir ti tirs", "onsdag ons on", "torsdag tor to tors", "fredag fre fr"),
            *("lørdag lør lø", "søndag søn sø"),
        ),
        fillers="den d kl klokken publiceret udgivet offentliggjort",
        relative=("igår", "idag", "imorgen"),
    ),
    "sv": Language(
        months=(
            *("januari jan", "februari feb", "mars mar", "april apr", "maj", "juni jun", "juli jul", "augusti aug"),
            *("september sep sept", "oktober okt", "november nov", "december dec"),
        ),
        weekdays=(
            *("måndag mån må", "tisdag tis ti", "onsdag ons on", "torsdag tors to tor", "fredag fre fr"),
            *("lördag lör lö", "söndag sön sö"),
        ),
        ordinals=("e", "a"),
        fillers="den kl klockan publicerad publicerat",
        relative=("igår", "idag", "imorgon"),
    ),
    "nl": Language(
        months=(
            *("januari jan", "februari feb", "maart mrt maa", "april apr", "mei", "juni jun", "juli jul"),
            *("augustus aug", "september sep sept", "oktober okt", "november nov", "december dec"),
        ),
        weekdays=(
            *("maandag ma maa", "dinsdag di din", "woensdag wo woe", "donderdag do don", "vrijdag vr vri vrij"),
            *("zaterdag za zat", "zondag zo zon"),
        ),
        ordinals=("e", "ste", "de"),
        fillers="om op de uur gepubliceerd geplaatst",
        relative=("gisteren", "vandaag", "morgen"),
    ),
    "id": Language(
        months=(
            *("Januari Jan", "Februari Feb", "Maret Mar", "April Apr", "Mei", "Juni Jun", "Juli Jul"),
            *("Agustus Agu Agt", "September Sep Sept", "Oktober Okt", "November Nov", "Desember Des"),
        ),
        weekdays=("Senin", "Selasa", "Rabu", "Kamis", "Jumat Jum'at Jum’at", "Sabtu", "Minggu"),
        fillers="pada tanggal pukul hari diterbitkan",
        relative=("kemarin", "hariini", "besok"),
    ),
    # The months of Egypt and the Gulf, and those of the Levant that are one word.
    "ar": Language(
        months=(
            *("يناير", "فبراير شباط", "مارس آذار", "أبريل إبريل نيسان", "مايو أيار", "يونيو يونيه حزيران"),
            *("يوليو يوليه تموز", "أغسطس آب", "سبتمبر أيلول", "أكتوبر", "نوفمبر", "ديسمبر"),
        ),
        weekdays=("الاثنين الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
        fillers="في يوم الساعة نشر بتاريخ",
        relative=("أمس", "اليوم", "غدا"),
    ),
    "he": Language(
        months=(
            *("ינואר בינואר", "פברואר בפברואר", "מרץ במרץ מרס במרס", "אפריל באפריל", "מאי במאי", "יוני ביוני"),
            *("יולי ביולי", "אוגוסט באוגוסט", "ספטמבר בספטמבר", "אוקטובר באוקטובר", "נובמבר בנובמבר"),
            "דצמבר בדצמבר",
        ),
        weekdays=("שני", "שלישי", "רביעי", "חמישי", "שישי", "שבת", "ראשון"),
        fillers="יום ביום בשעה פורסם תאריך",
        relative=("אתמול", "היום", "מחר"),
    ),
    "zh": Language(
        months=(),
        weekdays=(
            *("星期一 周一 週一 礼拜一 禮拜一", "星期二 周二 週二 礼拜二 禮拜二", "星期三 周三 週三 礼拜三 禮拜三"),
            *("星期四 周四 週四 礼拜四 禮拜四", "星期五 周五 週五 礼拜五 禮拜五", "星期六 周六 週六 礼拜六 禮拜六"),
            "星期日 星期天 周日 週日 礼拜天 禮拜天",
        ),
        fillers="发布 發布 发表 發表 日期",
        relative=("昨天 昨日", "今天 今日", "明天 明日"),
    ),
    "ja": Language(
        months=(),
        weekdays=(
            *("月曜日 月曜 月", "火曜日 火曜 火", "水曜日 水曜 水", "木曜日 木曜 木", "金曜日 金曜 金"),
            *("土曜日 土曜 土", "日曜日 日曜 日"),
        ),
        fillers="公開 掲載 配信",
        relative=("昨日", "今日 本日", "明日"),
    ),
    "ko": Language(
        months=(),
        weekdays=("월요일 월", "화요일 화", "수요일 수", "목요일 목", "금요일 금", "토요일 토", "일요일 일"),
        fillers="입력 등록 게시",
        relative=("어제", "오늘", "내일"),
    ),
}

#: Other codes of these languages.
SAME_LANGUAGE = {"no": "nb", "nn": "nb"}
_MOST_READINGS = 16


def folded(word: str) -> str:
    """`word` without regard to case and to marks above and below letters."""
    return "".join(mark for mark in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(mark))


def known_language(code: str) -> str:
    """The code of a row of `LANGUAGES` for a language code such as "no" or "pt-BR"; empty where there is none."""
    short = code.partition("-")[0].lower()
    short = SAME_LANGUAGE.get(short, short)
    return short if short in LANGUAGES else ""


def meanings(word: str, language: str) -> tuple[Meaning, ...]:
    """What a word may mean in a date of that language; empty where it means nothing."""
    vocabulary, ordinals = _vocabulary(language)
    plain = folded(word)
    digits = plain
    for ordinal in ordinals:
        if plain.endswith(ordinal) and plain[: -len(ordinal)].isdigit():
            digits = plain[: -len(ordinal)]
    if digits.isascii() and digits.isdigit() and len(digits) <= 2:
        return (("day", int(digits)), *vocabulary.get(plain, ()))
    if plain.isascii() and plain.isdigit() and len(plain) == 4:
        return (("year", int(plain)),)
    return vocabulary.get(plain, ())


def readings(words: list[str], language: str) -> list[list[Meaning]] | None:
    """The ways to take `words` in a language, fillers left out; None where it lacks one of them."""
    of_each = [meanings(word, language) for word in words]
    if not all(of_each):
        return None
    several = [[one for one in way if one[0] != "filler"] for way in product(*of_each)][:_MOST_READINGS]
    whole = [way for way in several if len({kind for kind, _number in way}) == len(way)]
    return whole or several[:1]


@cache
def _vocabulary(code: str) -> tuple[dict[str, tuple[Meaning, ...]], tuple[str, ...]]:
    """The words of a language with what they mean, and its ordinal endings, the longest last."""
    language = LANGUAGES[code]
    words: dict[str, tuple[Meaning, ...]] = {folded(word): (("filler", 0),) for word in language.fillers.split()}
    for kind, rows, first in (
        ("month", language.months, 1),
        ("month", language.alone, 1),
        ("weekday", language.weekdays, 0),
        ("relative", language.relative, -1),
    ):
        for number, names in enumerate(rows, first):
            for name in map(folded, names.split()):
                known = tuple(one for one in words.get(name, ()) if one[0] != "filler" and one != (kind, number))
                words[name] = (*known, (kind, number))
    return words, tuple(sorted(map(folded, language.ordinals), key=len))
