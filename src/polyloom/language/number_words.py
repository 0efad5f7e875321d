"""Number words, as far as translators swap them with digits: 0 to 12, tens, scales.

Words match whole; a stem (written with ``*``) matches the beginning, for ordinals and inflection.
Lists are by value, from 0; a dash stands for a value without a word here.
"""

from __future__ import annotations

# Powers of ten; “billion” is 10⁹ in English and 10¹² in most other languages.
NUMBER_SCALES: dict[str, tuple[int, ...]] = {
    "k": (3,),
    "thousand": (3,),
    "thousands": (3,),
    "m": (6,),
    "mn": (6,),
    "million": (6,),
    "millions": (6,),
    "bn": (9,),
    "billion": (9, 12),
    "billions": (9, 12),
    "trillion": (12, 18),
    "trillions": (12, 18),
    "lakh": (5,),
    "crore": (7,),
    "mil": (3,),
    "mil millones": (9,),
    "millón": (6,),
    "millones": (6,),
    "billones": (12,),
    "mille": (3,),
    "milliard": (9,),
    "milliards": (9,),
    "mil milhões": (9,),
    "milhão": (6,),
    "milhões": (6,),
    "bilhão": (9,),
    "bilhões": (9,),
    "trilhões": (12,),
    "mila": (3,),
    "milione": (6,),
    "milioni": (6,),
    "miliardi": (9,),
    "miliardo": (9,),
    "tausend": (3,),
    "mio": (6,),
    "millionen": (6,),
    "mrd": (9,),
    "milliarde": (9,),
    "milliarden": (9,),
    "billionen": (12,),
    "duizend": (3,),
    "miljoen": (6,),
    "miljard": (9,),
    "miljoner": (6,),
    "miljarder": (9,),
    "tusen": (3,),
    "tysięcy": (3,),
    "tysiące": (3,),
    "mln": (6,),
    "milionów": (6,),
    "miliony": (6,),
    "тысяч": (3,),
    "тысячи": (3,),
    "тыс": (3,),
    "млн": (6,),
    "миллион": (6,),
    "миллиона": (6,),
    "миллионов": (6,),
    "млрд": (9,),
    "миллиарда": (9,),
    "миллиардов": (9,),
    "тисяч": (3,),
    "мільйонів": (6,),
    "мільйони": (6,),
    "мільярдів": (9,),
    "bin": (3,),
    "milyon": (6,),
    "milyar": (9,),
    "ribu": (3,),
    "juta": (6,),
    "nghìn": (3,),
    "ngàn": (3,),
    "triệu": (6,),
    "tỷ": (9,),
    "χιλιάδες": (3,),
    "εκατομμύρια": (6,),
    "εκατομμύριο": (6,),
    "δισεκατομμύρια": (9,),
    "ألف": (3,),
    "آلاف": (3,),
    "مليون": (6,),
    "ملايين": (6,),
    "مليار": (9,),
    "هزار": (3,),
    "میلیون": (6,),
    "میلیارد": (9,),
    "ہزار": (3,),
    "लाख": (5,),
    "करोड़": (7,),
    "हज़ार": (3,),
    "हजार": (3,),
    "ล้าน": (6,),
    "แสน": (5,),
    "หมื่น": (4,),
    "พัน": (3,),
}

_TO_TWELVE: dict[str, str] = {
    "en": "zero|one first once a an single|two second* twice both couple pair|three third* thrice|"
    "four fourth* quarter*|five fifth*|six sixth*|seven seventh*|eight eighth*|nine ninth*|"
    "ten tenth* decade*|eleven*|twelve* twelfth dozen* noon midday",
    "es": "cero|un uno una primer*|dos segund* ambos ambas|tres tercer* tercio*|cuatro cuart*|"
    "cinco quint*|seis sext*|siete séptim*|ocho octav*|nueve noven*|diez décim* década*|"
    "once undécim*|doce docena* duodécim*",
    "fr": "zéro|un une premier*|deux second* deuxième*|trois troisième* tiers|quatre quatrième* "
    "quart|cinq cinquième*|six sixième*|sept septième*|huit huitième*|neuf neuvième*|"
    "dix dixième* décennie*|onz*|douz* midi",
    "pt": "zero|um uma primeir*|dois duas segund* ambos ambas|três terceir* terço*|quatro quart*|"
    "cinco quint*|seis sext*|sete sétim*|oito oitav*|nove nono nona|dez décim* década*|onze|"
    "doze dúzia*",
    "it": "zero|un uno una primo prima primi prime|due second* entrambi|tre terz*|quattro quart*|"
    "cinque quint*|sei sest*|sette settim*|otto ottav*|nove nono nona|dieci decim* decenni*|"
    "undici|dodici dozzin*",
    "de": "null|ein eine einen einem einer eines eins erste* erstm*|zwei zweit* beide*|drei dritt*|"
    "vier viert*|fünf fünft*|sechs sechst*|sieben siebt*|acht achte*|neun neunt*|"
    "zehn zehnt* jahrzehnt*|elf elft*|zwölf* dutzend*",
    "nl": "nul|een één eerste|twee tweede* beide*|drie derde*|vier vierde*|vijf vijfde*|zes zesde*|"
    "zeven zevende*|acht achtste|negen negende*|tien tiende* decenni*|elf elfde*|twaalf* dozijn*",
    "ru": "ноль нул*|один одна одно одного одной одному одну перв* раз|два две двух двум двумя "
    "втор* оба обе дв*|три трех трёх трем тремя трет*|четыр* четвер* четвёр*|пять пяти пят*|"
    "шест*|сем* седьм*|восем* восьм*|девят*|десят*|одиннадц*|двенадц* дюжин*",
    "uk": "нул*|один одна одне одного перш*|два дві двох двом друг*|три трьох тре*|чотир* четвер*|"
    "п'ят* п’ят*|шіст* шест* шост*|сім* сьом*|вісім* восьм*|дев'ят* дев’ят*|десят*|одинадц*|"
    "дванадц*",
    "pl": "zer*|jeden jedna jedno jednego jednej pierwsz*|dwa dwie dwóch drug*|trzy trzech trzec*|"
    "cztery czterech czwart*|pięć pięciu piąt*|sześć sześciu szóst*|siedem siedmiu siódm*|"
    "osiem ośmiu ósm*|dziewię* dziewią*|dziesię* dziesią*|jedenast*|dwanaści* dwunast* tuzin*",
    "sv": "noll|en ett första|två andra båda|tre tredje|fyra fjärde|fem femte|sex sjätte|"
    "sju sjunde|åtta åttonde|nio nionde|tio tionde|elva elfte|tolv tolfte",
    "el": "μηδέν|ένα ένας μία μια έναν πρώτ*|δύο δυο δεύτερ*|τρεις τρία τριών τρίτ*|"
    "τέσσερ* τέταρτ*|πέντε πέμπτ*|έξι έκτ*|επτά εφτά έβδομ*|οκτώ οχτώ όγδο*|εννέα εννιά ένατ*|"
    "δέκα δέκατ* δεκαετί*|έντεκα ενδέκατ*|δώδεκα δωδέκατ*",
    # Without the article and prefixed particles.
    "ar": "صفر|واحد واحدة أول أولى|اثنان اثنين اثنتين اثنتان ثاني ثانية ثان|ثلاث ثلاثة ثالث ثالثة|"
    "أربع أربعة رابع رابعة|خمس خمسة خامس خامسة|ست ستة سادس سادسة|سبع سبعة سابع سابعة|"
    "ثمان ثماني ثمانية ثامن ثامنة|تسع تسعة تاسع تاسعة|عشر عشرة عاشر عاشرة|-|-",
    "tr": "sıfır*|bir birinci* ilk|iki ikinci* iki*|üç üçüncü* üç*|dört* dördüncü*|beş* beşinci*|"
    "altı*|yedi*|sekiz*|dokuz*|on onuncu*|-|-",
    "id": "nol|satu pertama|dua kedua|tiga ketiga|empat keempat|lima kelima|enam keenam|"
    "tujuh ketujuh|delapan kedelapan|sembilan kesembilan|sepuluh kesepuluh|sebelas|-",
    "vi": "không|một nhất|hai nhì|ba|bốn tư|năm|sáu|bảy|tám|chín|mười|-|-",
    "ko": "영|하나 한 첫* 일대일*|두 둘 두* 둘*|세 셋 세* 셋*|네 넷 네* 넷*|"
    "다섯*|여섯*|일곱*|여덟*|아홉*|열|-|-",
    "bg": "нул*|един една едно перв* първ*|два две втор* двата двете|три тре*|четири четвър*|"
    "пет пета пети пето|шест*|седем* седм*|осем* осм*|девет*|десет*|единадес*|дванадес*",
    "ca": "zero|un una primer*|dos dues segon*|tres tercer*|quatre quart*|cinc cinqu*|sis sis*|"
    "set set*|vuit vuit*|nou nov*|deu des*|onze|dotze dotzen*",
    "cs": "nul*|jed* prv*|dva dvě dvou dvěma druh*|tři tří třem třet*|čtyř* čtvr*|pět* pát*|"
    "šest* šest*|sedm*|osm*|devět* devát*|deset* desát*|jedenáct*|dvanáct* tucet*",
    "da": "nul|en et første|to anden andet begge|tre tredje|fire fjerde|fem femte|seks sjette|"
    "syv syvende|otte ottende|ni niende|ti tiende|elleve* ellevte|tolv tolvte dusin*",
    "fi": "nolla*|yksi yhden yhtä yhdes* ensimmäi*|kaksi kahden kahta toinen toisen toista "
    "kaksois* molem*|kolme* kolmas kolmannen|neljä* neljäs|viisi viiden viides*|kuusi kuuden "
    "kuudes*|seitsem*|kahdeks*|yhdeks*|kymmen*|yksitoista|kaksitoista tusina*",
    "he": "אפס|אחד אחת ראשון*|שני* שתי* שניים שתיים|שלוש* שליש*|ארבע* רביע*|חמש* חמיש*|שש שישה "
    "שישי*|שבע* שביע*|שמונ* שמינ*|תשע* תשיע*|עשר* עשיר*|-|תריסר",
    "hr": "nul*|jedan jedna jedno prv*|dva dvije drug*|tri treć*|četir* četvrt*|pet pet*|šest*|"
    "sedam* sedm*|osam* osm*|devet*|deset*|jedanaest*|dvanaest* tucet*",
    "hu": "nulla* nullá*|egy egyik első*|kettő* két második*|három* harmadik*|négy* negyedik*|"
    "öt ötödik* ötöt|hat hatodik*|hét hetedik*|nyolc*|kilenc*|tíz* tized*|tizenegy*|"
    "tizenkett* tizenkét tucat*",
    "nb": "null|en ett én første|to andre begge|tre tredje|fire fjerde|fem femte|seks sjette|"
    "sju syv sjuende syvende|åtte åttende|ni niende|ti tiende|elleve ellevte|tolv tolvte dusin*",
    "ro": "zero|un o unu una prim*|doi două doilea doua ambele|trei treilea treia|patru* patra|"
    "cinci* cincea|șase* șasea|șapte* șaptea|opt opt*|nou* noua|zece* zecea|unsprezece*|"
    "doisprezece* duzin*",
    "sk": "nul*|jed* prv*|dva dve dvoch druh*|tri troch tret*|štyr* štvr*|päť* piat*|šesť* šiest*|"
    "sedem* siedm*|osem* ôsm*|deväť* deviat*|desať* desiat*|jedenás*|dvanás* tucet*",
    "sl": "nič|en ena eno prv*|dva dve dru*|tri tretj*|štir* četrt*|pet pet*|šest*|sedem* sedm*|"
    "osem* osm*|devet*|deset*|enajst*|dvanajst* ducat*",
    "fa": "صفر|یک اول نخست*|دو دوم*|سه سوم*|چهار چهارم*|پنج پنجم*|شش ششم*|هفت هفتم*|هشت هشتم*|"
    "نه نهم*|ده دهم* دهه|یازده*|دوازده*",
    "hi": "शून्य|एक पहल*|दो दूसर* दोन*|तीन तीसर*|चार चौथ*|पाँच पांच पाँचव* पांचव*|छह छः छठ*|"
    "सात सातव*|आठ आठव*|"
    "नौ नौव*|दस दसव*|ग्यारह*|बारह*",
}

_TENS: dict[str, str] = {
    "en": "twenty twent*|thirty thirt*|forty forties|fifty fift*|sixty sixt*|seventy sevent*|"
    "eighty eight*|ninety ninet*|hundred hundred* centur*",
    "es": "veint*|treint*|cuarent*|cincuent*|sesent*|setent*|ochent*|novent*|cien ciento cientos",
    "fr": "vingt*|trent*|quarant*|cinquant*|soixant*|septant*|quatre-vingt* huitant*|"
    "nonant*|cent cents",
    "pt": "vint*|trint*|quarent*|cinquent*|sessent*|setent*|oitent*|novent*|cem cento",
    "it": "vent*|trent*|quarant*|cinquant*|sessant*|settant*|ottant*|novant*|cento",
    "de": "zwanzig*|dreißig*|vierzig*|fünfzig*|sechzig*|siebzig*|achtzig*|neunzig*|hundert*",
    "nl": "twintig*|dertig*|veertig*|vijftig*|zestig*|zeventig*|tachtig*|negentig*|honderd*",
    "ru": "двадцат*|тридцат*|сорок*|пятьдесят* пятидесят*|шестьдесят* шестидесят*|"
    "семьдесят* семидесят*|восемьдесят* восьмидесят*|девяност*|сто сот*",
    "el": "είκοσι|τριάντα|σαράντα|πενήντα|εξήντα|εβδομήντα|ογδόντα|ενενήντα|εκατό",
    "ar": "عشرون عشرين عشرينيات|ثلاثون ثلاثين ثلاثينيات|أربعون أربعين أربعينيات|"
    "خمسون خمسين خمسينيات|ستون ستين ستينيات|سبعون سبعين سبعينيات|ثمانون ثمانين ثمانينيات|"
    "تسعون تسعين تسعينيات|مئة مائة",
}

_SPECIAL: dict[str, dict[str, int]] = {
    "en": {"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
           "eighteen": 18, "nineteen": 19, "half": 50, "halves": 2, "thousand": 1000,
           "million": 10**6, "billion": 10**9, "fortnight": 14, "hexadecimal": 16,
           "hex": 16, "octal": 8, "binary": 2, "decimal": 10, "midnight": 0, "zeroing": 0,
           "zeroed": 0,
           "ground": 1},
    "es": {"trece": 13, "catorce": 14, "quince": 15, "dieciséis": 16, "diecisiete": 17,
           "dieciocho": 18, "diecinueve": 19, "veintiuno": 21, "veintiún": 21, "veintidós": 22,
           "veintitrés": 23, "veinticuatro": 24, "veinticinco": 25, "veintiséis": 26,
           "veintisiete": 27, "veintiocho": 28, "veintinueve": 29, "mil": 1000, "millón": 10**6},
    "fr": {"treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "dix-sept": 17, "mille": 1000,
           "treizième": 13, "million": 10**6},
    "pt": {"treze": 13, "catorze": 14, "quatorze": 14, "quinze": 15, "dezesseis": 16,
           "dezessete": 17, "dezoito": 18, "dezenove": 19, "mil": 1000, "milhão": 10**6},
    "it": {"tredici": 13, "quattordici": 14, "quindici": 15, "sedici": 16, "diciassette": 17,
           "diciotto": 18, "diciannove": 19, "mille": 1000, "milione": 10**6},
    "de": {"dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17,
           "achtzehn": 18, "neunzehn": 19, "tausend": 1000, "million": 10**6},
}  # fmt: skip


def _by_language() -> tuple[dict[str, dict[str, int]], dict[str, dict[str, int]]]:
    """Whole words and stems of each language with their values; longer stems come first."""
    words: dict[str, dict[str, int]] = {}
    stems: dict[str, dict[str, int]] = {}
    for language, listed in _TO_TWELVE.items():
        values = dict(enumerate(listed.split("|")))
        tens = _TENS.get(language, "")
        values |= {10 * place: forms for place, forms in enumerate(tens.split("|"), 2) if forms}
        pairs = [(form, value) for value, forms in values.items() for form in forms.split()]
        words[language] = {form: value for form, value in pairs if form[-1] not in "*-"}
        words[language] |= _SPECIAL.get(language, {})
        starts = {form[:-1]: value for form, value in pairs if form[-1] == "*"}
        stems[language] = dict(sorted(starts.items(), key=lambda item: -len(item[0])))
    return words, stems


# Languages that say one and two by the noun alone: “ساعة”, “ساعتان”.
NUMBERS_BY_NOUN: dict[str, tuple[int, ...]] = {"ar": (1, 2), "he": (1, 2), "mt": (1, 2)}

NUMBER_WORDS, NUMBER_STEMS = _by_language()
# Languages whose number words are another's.
for _language, _like in (("no", "nb"), ("nn", "nb"), ("bs", "hr")):
    NUMBER_WORDS[_language], NUMBER_STEMS[_language] = NUMBER_WORDS[_like], NUMBER_STEMS[_like]
