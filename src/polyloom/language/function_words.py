"""The small words that a language cannot do without, by which it is told from others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_WORDS = {
    "en": (
        "the of and to is that with for was are this which from have not they by be been it "
        "its would will can has were their what when there or as at on an but if you we all "
        "do does more"
    ),
    "es": (
        "el la los las de del y en que es un una por con para se lo su al como más pero sus "
        "le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde "
        "son está no a"
    ),
    "fr": (
        "le la les de des du et en que est un une pour avec dans ce qui il au sur pas plus "
        "par se son ne sont ou comme mais nous vous cette été aux leur ses elle être ces a à "
        "même"
    ),
    "pt": (
        "o a os as de do da dos das e em no na nos nas que é um uma por com para se não mais "
        "como mas foi ao ele ela seu sua ou ser quando muito há já está também só pelo pela "
        "até isso são"
    ),
    "it": (
        "il lo la i gli le di del della dei delle e in nel nella che è un una per con si non "
        "più come ma sono da dal dalla al alla anche o se suo sua ha questo questa degli tra "
        "essere c"
    ),
    "de": (
        "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als "
        "auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem "
        "über einen so"
    ),
    "ca": (
        "el la els les de del dels i en que és un una per amb no es al als com més però o ha "
        "són aquest aquesta entre quan molt sense sobre també fins hi seva seu van pel a"
    ),
    "nl": (
        "de het van een en in te is op voor met om die zijn worden dat als of niet deze door "
        "aan dit wordt kan er ze zal over uit ook heeft dan maar tot hebben naar bij geen hun "
        "wij"
    ),
    "sv": (
        "att och är för en som i det av du på till kan om den inte med har ett de vi så från "
        "eller detta här men under när var alla efter finns vara dig denna över även än mycket"
    ),
    "da": (
        "at er i og en for af til du på det som kan den med et ikke de så vil har hvis der fra "
        "eller dette denne om men alle ved være dig din efter se også når under kun disse da "
        "andre"
    ),
    "nb": (
        "er en i til å og med som ikke av kan på har for det du den et de fra dette at vil "
        "denne om men alle ved være deg din etter også når bare disse noen hva eller hvis"
    ),
    "pl": (
        "w i na się z do nie to jest a że są przez po jeśli dla jak lub od o być za może ich "
        "tego gdy ten tym co które tej ze mogą też przed jako był ale"
    ),
    "cs": (
        "a na se je v pro s to že pokud jsou z do jako ale o ve i nebo si které bude k po není "
        "být má při aby jak který než tento jen od ze mohou také jste pak bez"
    ),
    "sk": (
        "a na je v že pre s to ak sú z do ako ale o vo i alebo si ktoré bude k po nie byť má "
        "pri aby ktorý než tento len od zo môžu tiež ste potom bez sa som keď"
    ),
    "sl": (
        "je da se in v so ne na bi še lahko z za ki bo pa če ko to tudi od kot po s iz ali "
        "proti več ni bil sem smo ste tako kaj kako vse"
    ),
    "hr": (
        "i je u se na da za od su kao s ne ili iz što koji koja koje nije bi a ali biti po o do "
        "može ako sve te samo već bio sam ste kako"
    ),
    "sr": (
        "и је у се на да за од су као с не или из што који која које није би а али бити по о до "
        "може ако све те само већ био сам сте како"
    ),
    "bg": (
        "да и на се за от е в не ще с са че по но си като ако или това може които който тази "
        "този към има само след всички при през бъде още все как"
    ),
    "ru": (
        "в и на не с для из что если вы как или по но к это от чтобы то а их они его после "
        "может будет при он только так также у быть этот все во более без до за был"
    ),
    "uk": (
        "на з і у для не та в що до це як ви за якщо або щоб від але можна є може вони його а "
        "також коли буде які про він бути під лише їх має чи через цей був"
    ),
    "ro": (
        "de în a pentru să este o un la care cu nu pe se mai fi dacă din sunt ca va sau acest "
        "poate că ce când prin au după pot atunci dar unui fost ale lui"
    ),
    "hu": (
        "a az és egy nem hogy ha is vagy kell ez csak meg van még el minden mint már így akkor "
        "ezt lehet azt több más nincs be olyan majd ami volt ezek azok sem"
    ),
    "fi": (
        "on ja ei jos tai se ovat että mutta ole sen kun tämä joka voi vain kuin myös tämän "
        "olla jälkeen ne jotka kanssa sitä kaikki oli hän niin nyt sekä"
    ),
    "et": (
        "on ja kui ei see et ma me sa kuid nad mis oma oli su ka nii seda mida siis või peale "
        "kes veel nende kõik kas võib välja läbi pärast ole ning selle"
    ),
    "lt": (
        "ir kad į bet iš su yra tai aš kai jis mes jie kaip jų o tik gali nuo per taip ne dabar "
        "ar dar jei buvo bus už prieš kas arba pat po jau būti to apie"
    ),
    "lv": (
        "ir un ar no par vai kas lai tā uz to bet var kā nav ja tās tu tikai savu arī kad ka "
        "tie tas pēc ļoti būs tad šo tiek pret šis bija līdz būt kuri"
    ),
    "tr": (
        "bir ve için bu olarak daha ile veya de her da olan gibi çok en tarafından sahip tüm "
        "diğer sonra eğer ancak kadar ne ki mi değil olabilir şu ise"
    ),
    "id": (
        "yang dan anda di untuk ini tidak dari dengan pada akan adalah dapat ke dalam mereka "
        "jika kami telah lebih atau menjadi harus ada oleh itu juga karena seperti"
    ),
    "ms": (
        "yang dan anda di untuk ini tidak dari dengan pada akan adalah boleh ke dalam mereka "
        "jika kami telah lebih atau menjadi perlu ada oleh itu juga kerana seperti"
    ),
    "vi": (
        "có một của được các và thể bạn chúng trong không là sẽ để này cho người với đã khi "
        "những đó về phải như nếu nó ở vào trên đến nhưng bị cần ra cũng từ"
    ),
    "el": (
        "να και το την είναι του για η θα από με που σε δεν τα οι της μια ο τον τους στο ένα τη "
        "αν στην των ότι αυτό τις αλλά πρέπει ή μπορεί έχει στη"
    ),
    "gl": (
        "a que o e non os as do un unha para se da en é por máis ao ou pero con dos no como "
        "pode na son das cada á está cando aos só esta tamén ser polo xa hai coa"
    ),
    "eo": (
        "la de vi kaj ni mi estas ne al ĉi en por ke povas sed ili se el pli kun da tiu havas "
        "dum tio aŭ li sur via pri nun nur kiam ĉu per kiel ĝi unu tie kiuj"
    ),
}

FUNCTION_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {language: frozenset(words.split()) for language, words in _WORDS.items()}
)
