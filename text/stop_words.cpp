#include "text/stop_words.hpp"

#include <algorithm>
#include <array>

namespace secondbrain::text {

namespace {

// Articles, pronouns, auxiliaries, prepositions, conjunctions and question words. Folded and sorted.
// clang-format off
constexpr auto en_words = std::to_array<std::string_view>({
  "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being", "both",
  "but", "by", "can", "could", "did", "do", "does", "doing", "for", "from", "had", "has", "have", "having", "he",
  "her", "here", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "me", "more", "most", "my", "no",
  "nor", "not", "of", "on", "or", "our", "she", "should", "so", "some", "such", "than", "that", "the", "their",
  "them", "then", "there", "these", "they", "this", "those", "to", "too", "very", "was", "we", "were", "what",
  "when", "where", "which", "while", "who", "whom", "why", "will", "with", "would", "you", "your"});
constexpr auto de_words = std::to_array<std::string_view>({
  "aber", "alle", "als", "also", "am", "an", "auch", "auf", "aus", "bei", "bin", "bis", "bist", "da", "damit",
  "dann", "das", "dass", "dein", "dem", "den", "der", "des", "dich", "die", "dies", "diese", "dieser", "dir",
  "doch", "du", "durch", "ein", "eine", "einem", "einen", "einer", "eines", "er", "es", "fur", "haben", "hat",
  "hatte", "hier", "ich", "ihm", "ihn", "ihr", "im", "in", "ist", "ja", "kann", "kein", "keine", "man", "mein",
  "mich", "mir", "mit", "nach", "nicht", "noch", "nur", "ob", "oder", "ohne", "schon", "sehr", "sein", "seine",
  "sich", "sie", "sind", "so", "uber", "um", "und", "uns", "unter", "vom", "von", "vor", "war", "waren", "was",
  "weil", "wenn", "wer", "wie", "wieder", "wir", "wird", "wo", "zu", "zum", "zur", "zwischen"});
constexpr auto fr_words = std::to_array<std::string_view>({
  "a", "au", "aussi", "aux", "avec", "car", "ce", "ces", "cet", "cette", "comme", "dans", "de", "des", "donc", "du",
  "elle", "elles", "en", "est", "et", "etait", "etre", "eu", "il", "ils", "je", "la", "le", "les", "leur", "leurs",
  "lui", "ma", "mais", "me", "meme", "mes", "moi", "mon", "ne", "nos", "notre", "nous", "on", "ou", "par", "pas",
  "plus", "pour", "qu", "que", "qui", "sa", "sans", "se", "ses", "si", "son", "sont", "sur", "ta", "te", "tes",
  "toi", "ton", "tout", "tres", "tu", "un", "une", "vos", "votre", "vous", "y"});
constexpr auto es_words = std::to_array<std::string_view>({
  "a", "al", "algo", "como", "con", "cual", "cuando", "de", "del", "desde", "donde", "dos", "el", "ella", "ellos",
  "en", "entre", "era", "es", "esa", "ese", "eso", "esta", "estas", "este", "esto", "fue", "ha", "hasta", "hay",
  "la", "las", "le", "les", "lo", "los", "mas", "me", "mi", "muy", "nada", "ni", "no", "nos", "o", "otra", "otro",
  "para", "pero", "poco", "por", "porque", "que", "quien", "se", "ser", "si", "sin", "sobre", "son", "su", "sus",
  "tambien", "te", "tiene", "todo", "todos", "tu", "un", "una", "uno", "y", "ya", "yo"});
constexpr auto it_words = std::to_array<std::string_view>({
  "a", "ad", "agli", "ai", "al", "alla", "alle", "allo", "anche", "avere", "che", "chi", "ci", "come", "con",
  "cosa", "cui", "da", "dai", "dal", "dalla", "dei", "del", "della", "delle", "dello", "di", "dove", "e", "ed",
  "era", "essere", "fa", "gli", "ha", "hai", "hanno", "ho", "i", "il", "in", "io", "la", "le", "lei", "li", "lo",
  "loro", "lui", "ma", "mi", "mio", "molto", "ne", "nei", "nel", "nella", "noi", "non", "nostro", "o", "per",
  "perche", "piu", "quale", "quando", "quella", "quello", "questa", "questo", "se", "sei", "si", "sono", "su",
  "sua", "sul", "sulla", "suo", "te", "tra", "tu", "tutti", "tutto", "un", "una", "uno", "voi"});
constexpr auto pt_words = std::to_array<std::string_view>({
  "a", "ao", "aos", "as", "ate", "com", "como", "da", "das", "de", "dela", "dele", "depois", "do", "dos", "e",
  "ela", "ele", "eles", "em", "entre", "era", "essa", "esse", "esta", "este", "eu", "foi", "foram", "ha", "isso",
  "ja", "lhe", "mais", "mas", "me", "mesmo", "meu", "minha", "muito", "na", "nao", "nas", "nem", "no", "nos", "num",
  "numa", "o", "os", "ou", "para", "pela", "pelo", "por", "qual", "quando", "que", "quem", "sao", "se", "sem",
  "ser", "seu", "seus", "sim", "so", "sua", "suas", "tambem", "te", "tem", "ter", "tudo", "um", "uma", "voce"});
constexpr auto nl_words = std::to_array<std::string_view>({
  "aan", "al", "alles", "als", "altijd", "andere", "ben", "bij", "daar", "dan", "dat", "de", "der", "deze", "die",
  "dit", "doen", "door", "dus", "een", "en", "er", "ge", "geen", "had", "heb", "hebben", "heeft", "hem", "het",
  "hier", "hij", "hoe", "hun", "iemand", "iets", "ik", "in", "is", "ja", "je", "kan", "kon", "maar", "me", "meer",
  "men", "met", "mij", "mijn", "moet", "na", "naar", "niet", "niets", "nog", "nu", "of", "om", "omdat", "onder",
  "ons", "ook", "op", "over", "te", "tegen", "toch", "toen", "tot", "u", "uit", "uw", "van", "veel", "voor", "want",
  "waren", "was", "wat", "werd", "wezen", "wie", "wil", "worden", "wordt", "zal", "ze", "zelf", "zich", "zij",
  "zijn", "zo", "zonder", "zou"});
constexpr auto sv_words = std::to_array<std::string_view>({
  "alla", "allt", "att", "av", "blev", "bli", "da", "de", "dem", "den", "denna", "det", "detta", "dig", "din", "du",
  "efter", "eller", "en", "er", "ett", "for", "fran", "ha", "hade", "han", "har", "hon", "honom", "hur", "i",
  "ingen", "inte", "jag", "ju", "kan", "kunde", "man", "med", "mellan", "men", "mig", "min", "mot", "mycket",
  "nagon", "nagot", "nar", "ni", "nu", "och", "om", "oss", "pa", "sa", "samma", "se", "sedan", "sig", "sin",
  "skulle", "som", "till", "under", "upp", "ut", "utan", "vad", "var", "varfor", "vi", "vid", "vilken", "vill"});
constexpr auto da_words = std::to_array<std::string_view>({
  "af", "alle", "at", "bare", "blev", "blive", "da", "de", "dem", "den", "denne", "der", "deres", "det", "dette",
  "dig", "din", "disse", "dog", "du", "efter", "eller", "en", "end", "er", "et", "for", "fra", "ham", "han", "har",
  "havde", "hun", "hvad", "hvis", "hvor", "i", "ikke", "ind", "jeg", "jo", "kan", "kunne", "man", "mange", "med",
  "meget", "men", "mig", "min", "mod", "nar", "ned", "noget", "nogle", "nu", "og", "ogsa", "om", "op", "os", "over",
  "pa", "sa", "selv", "sig", "sin", "skal", "skulle", "som", "til", "ud", "under", "var", "vi", "vil", "ville",
  "vor"});
constexpr auto no_words = std::to_array<std::string_view>({
  "alle", "at", "av", "bare", "begge", "ble", "blei", "bli", "blir", "da", "de", "deg", "dei", "den", "denne",
  "der", "dere", "deres", "det", "dette", "din", "disse", "du", "eller", "en", "enn", "er", "et", "ett", "etter",
  "for", "fordi", "fra", "ha", "hadde", "han", "har", "hennes", "her", "hun", "hva", "hvis", "hvor", "hvordan",
  "hvorfor", "i", "ikke", "ingen", "inn", "jeg", "kan", "kom", "kunne", "man", "mange", "med", "meg", "men", "mer",
  "min", "mot", "na", "nar", "noe", "noen", "nok", "og", "ogsa", "om", "opp", "oss", "over", "pa", "sa", "seg",
  "sin", "skal", "skulle", "slik", "som", "til", "under", "ut", "var", "ved", "vi", "vil", "ville"});
constexpr auto fi_words = std::to_array<std::string_view>({
  "ei", "eika", "eivat", "ennen", "etta", "han", "hanen", "hanta", "he", "heidan", "jo", "joka", "jos", "kaikki",
  "kanssa", "kuin", "kun", "kuten", "me", "meidan", "mika", "mina", "minun", "missa", "mita", "mukaan", "mutta",
  "myos", "ne", "niin", "nyt", "olen", "oli", "olisi", "olla", "on", "ovat", "se", "sen", "siina", "sina", "sita",
  "taas", "tai", "tama", "taman", "tassa", "te", "tuo", "vaan", "vai", "vain", "viela", "voi", "voit"});
constexpr auto hu_words = std::to_array<std::string_view>({
  "a", "abban", "ahogy", "aki", "amely", "ami", "az", "azert", "azok", "azt", "be", "csak", "de", "egy", "el", "ez",
  "ezek", "ezt", "fel", "ha", "hanem", "hogy", "hogyan", "igen", "ill", "is", "itt", "jo", "kell", "ki", "le",
  "lehet", "lesz", "lett", "maga", "majd", "mar", "meg", "mert", "mi", "miert", "mint", "mit", "most", "nagyon",
  "ne", "nem", "nincs", "o", "ok", "olyan", "ott", "sem", "semmi", "szerint", "tehat", "tovabb", "tul", "ugy",
  "vagy", "vagyok", "valamint", "van", "volt"});
constexpr auto ro_words = std::to_array<std::string_view>({
  "a", "acea", "aceasta", "acest", "ai", "al", "ale", "alt", "am", "ar", "are", "as", "asa", "au", "avea", "ca",
  "care", "ce", "cea", "cei", "cel", "cele", "cu", "cum", "da", "daca", "dar", "de", "deci", "despre", "din",
  "doar", "dupa", "ea", "ei", "el", "ele", "este", "eu", "fara", "fi", "fie", "fost", "iar", "ii", "il", "in",
  "inca", "intre", "isi", "la", "le", "lui", "mai", "mea", "mult", "ne", "nici", "noi", "nu", "o", "or", "pe",
  "pentru", "prin", "s", "sa", "sau", "se", "si", "sunt", "tot", "un", "una", "unde", "unei", "unui", "va", "voi",
  "vor"});
constexpr auto ca_words = std::to_array<std::string_view>({
  "a", "aixo", "al", "als", "altres", "amb", "aquest", "aquesta", "com", "del", "dels", "des", "doncs", "el",
  "ella", "els", "en", "entre", "era", "es", "esta", "estan", "estava", "ha", "haver", "hi", "i", "ja", "la", "les",
  "li", "llavors", "mes", "meu", "molt", "no", "nosaltres", "o", "on", "per", "pero", "perque", "quan", "que",
  "qui", "se", "sense", "seu", "seva", "si", "sobre", "soc", "son", "sota", "tambe", "te", "tot", "tots", "un",
  "una", "uns", "va", "vaig", "van"});
constexpr auto pl_words = std::to_array<std::string_view>({
  "a", "ale", "az", "bardzo", "bez", "bo", "byc", "byl", "byla", "bylo", "co", "czy", "czyli", "dla", "do", "dzis",
  "gdy", "gdzie", "go", "i", "ich", "ile", "im", "inne", "ja", "jak", "jako", "je", "jego", "jej", "jesli", "jest",
  "jeszcze", "juz", "kiedy", "kto", "ktora", "ktore", "ktory", "ku", "lub", "ma", "mi", "mnie", "moj", "moze", "na",
  "nad", "nam", "nas", "nie", "niz", "o", "od", "on", "ona", "one", "oni", "po", "pod", "poniewaz", "przed",
  "przez", "przy", "sa", "sie", "ta", "tak", "takze", "tam", "te", "tego", "tej", "ten", "to", "tu", "ty", "tylko",
  "tym", "u", "w", "we", "wiec", "wszystko", "z", "za", "ze", "zeby"});
constexpr auto cs_words = std::to_array<std::string_view>({
  "a", "aby", "ale", "ani", "az", "bez", "bude", "by", "byl", "byla", "bylo", "byt", "co", "coz", "dnes", "do",
  "ho", "i", "jak", "jako", "je", "jeho", "jej", "jeji", "jen", "jeste", "ji", "jsem", "jsi", "jsme", "jsou", "k",
  "kde", "kdo", "kdy", "ktera", "ktere", "ktery", "ma", "mezi", "mi", "muze", "my", "na", "nad", "nam", "nas", "ne",
  "nebo", "nebyl", "nez", "nic", "o", "od", "on", "ona", "oni", "po", "pod", "podle", "pokud", "pred", "pri", "pro",
  "proc", "protoze", "s", "se", "si", "sve", "ta", "tak", "take", "tam", "tato", "ten", "tento", "to", "tohle",
  "toto", "tu", "ty", "u", "uz", "v", "vam", "vas", "ve", "vsak", "z", "za", "ze"});
constexpr auto tr_words = std::to_array<std::string_view>({
  "ama", "ancak", "bana", "bazi", "belki", "ben", "beni", "benim", "bir", "biri", "biz", "bu", "buna", "bunu",
  "cok", "cunku", "da", "daha", "de", "degil", "diye", "en", "gibi", "hem", "hep", "her", "hic", "icin", "ile",
  "ise", "kadar", "ki", "kim", "mi", "mu", "ne", "neden", "nerede", "o", "olan", "olarak", "oldu", "olur", "ona",
  "onlar", "onu", "sen", "siz", "sonra", "su", "tum", "ve", "veya", "ya", "yani", "yok"});
constexpr auto id_words = std::to_array<std::string_view>({
  "ada", "adalah", "agar", "akan", "aku", "anda", "apa", "atau", "bagi", "bahwa", "banyak", "belum", "bisa",
  "bukan", "dalam", "dan", "dapat", "dari", "dengan", "di", "dia", "hanya", "harus", "ia", "ini", "itu", "jika",
  "juga", "kami", "kamu", "karena", "ke", "kepada", "kita", "lagi", "lain", "lebih", "maka", "masih", "mereka",
  "namun", "oleh", "pada", "para", "saat", "saja", "sangat", "saya", "sebagai", "sebuah", "secara", "sedang",
  "seperti", "serta", "sudah", "tapi", "telah", "tentang", "tersebut", "tetapi", "tidak", "untuk", "yang"});
constexpr auto vi_words = std::to_array<std::string_view>({
  "anh", "ban", "bi", "boi", "cac", "cai", "chi", "cho", "chung", "co", "con", "cua", "cung", "da", "dang", "day",
  "de", "den", "di", "do", "duoc", "gi", "hay", "het", "hon", "khi", "khong", "la", "lai", "lam", "len", "loai",
  "luc", "ma", "mot", "muon", "nay", "nen", "neu", "nguoi", "nhieu", "nhu", "nhung", "o", "phai", "qua", "ra",
  "rang", "rat", "roi", "sau", "se", "su", "ta", "tai", "the", "theo", "thi", "toi", "tren", "trong", "tu", "va",
  "van", "vao", "ve", "vi", "viec", "voi"});
// clang-format on

constexpr stop_word_list lists[] = {
    {"en", en_words}, {"de", de_words}, {"fr", fr_words}, {"es", es_words}, {"it", it_words},
    {"pt", pt_words}, {"nl", nl_words}, {"sv", sv_words}, {"da", da_words}, {"no", no_words},
    {"fi", fi_words}, {"hu", hu_words}, {"ro", ro_words}, {"ca", ca_words}, {"pl", pl_words},
    {"cs", cs_words}, {"tr", tr_words}, {"id", id_words}, {"vi", vi_words},
};

static_assert(std::all_of(std::begin(lists), std::end(lists), [](const stop_word_list& each) {
  return std::is_sorted(each.words.begin(), each.words.end());
}));

}  // namespace

bool is_stop_word(std::string_view folded, std::string_view language) {
  const auto* list = std::find_if(std::begin(lists), std::end(lists),
                                  [language](const stop_word_list& each) { return each.language == language; });
  return list != std::end(lists) && std::binary_search(list->words.begin(), list->words.end(), folded);
}

std::span<const stop_word_list> stop_word_lists() {
  return lists;
}

}  // namespace secondbrain::text
