#include "text/common_words.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "text/stop_words.hpp"

namespace secondbrain::text {

namespace {

// Beside the stop words: forms of pronouns and auxiliaries, question words. Folded and sorted.
// clang-format off
constexpr auto de_more = std::to_array<std::string_view>({
  "ans", "beim", "bevor", "darf", "darfst", "deine", "deinem", "deinen", "deiner", "denn", "deren", "dessen",
  "diesem", "diesen", "dieses", "dort", "durfen", "euch", "euer", "eure", "gegen", "gibts", "habe", "habt", "hast",
  "hatten", "ihnen", "ihre", "ihrem", "ihren", "ihrer", "ins", "jede", "jedem", "jeden", "jeder", "jedes", "jene",
  "jener", "kannst", "keinem", "keinen", "keiner", "konnen", "konnte", "mag", "mal", "meine", "meinem", "meinen",
  "meiner", "meines", "mochte", "muss", "mussen", "musst", "musste", "nachdem", "nun", "obwohl", "seid", "seinem",
  "seinen", "seiner", "seit", "soll", "sollen", "sollte", "sollten", "sondern", "unser", "unsere", "unserem",
  "unseren", "unserer", "wahrend", "wann", "ware", "warum", "weder", "wegen", "welche", "welchem", "welchen",
  "welcher", "welches", "wem", "wen", "werde", "werden", "weshalb", "wessen", "wieso", "will", "woher", "wohin",
  "wollen", "worden", "wurde", "wurden"});
constexpr auto fr_more = std::to_array<std::string_view>({
  "ai", "avez", "avoir", "avons", "comment", "etaient", "etais", "etes", "ont", "pendant", "pourquoi", "puis",
  "quand", "quel", "quelle", "quelles", "quels", "quoi", "sera", "sommes", "suis"});
constexpr auto nl_more = std::to_array<std::string_view>({
  "alle", "dezen", "doet", "haar", "hadden", "jij", "jouw", "jullie", "kun", "kunnen", "mag", "moeten", "onze",
  "waar", "waarom", "wanneer", "welk", "welke", "wij", "willen", "zouden"});
constexpr auto ru_more = std::to_array<std::string_view>({
  "а", "без", "будет", "бы", "был", "была", "были", "было", "быть", "в", "вам", "вас", "ваш", "ведь", "во", "вот",
  "все", "всего", "всех", "вы", "где", "да", "даже", "для", "до", "его", "ее", "еи", "ему", "если", "есть", "еще",
  "же", "за", "зачем", "здесь", "и", "из", "или", "им", "их", "к", "как", "какая", "какие", "какое", "какои", "ко",
  "когда", "которая", "которое", "которые", "которыи", "кто", "куда", "ли", "между", "меня", "мне", "мое", "может",
  "можно", "мои", "моя", "мы", "на", "над", "надо", "нам", "нас", "наш", "не", "него", "нее", "неи", "нет", "ни",
  "ним", "них", "ничего", "но", "нужно", "о", "об", "он", "она", "они", "от", "откуда", "перед", "по", "под", "потом",
  "потому", "почему", "при", "про", "с", "сам", "свои", "свою", "себе", "себя", "сеичас", "сколько", "со", "та",
  "так", "такои", "там", "твои", "те", "тебе", "тебя", "тем", "теперь", "то", "тогда", "того", "тоже", "только",
  "том", "тот", "тут", "ты", "у", "уж", "уже", "чего", "чем", "через", "что", "чтоб", "чтобы", "эта", "эти", "это",
  "этого", "этои", "этом", "этот", "эту", "я"});
constexpr auto uk_more = std::to_array<std::string_view>({
  "а", "або", "але", "без", "був", "буде", "була", "були", "було", "бути", "в", "вам", "вас", "вже", "ви", "вона",
  "вони", "воно", "від", "він", "де", "для", "до", "з", "за", "зі", "и", "иого", "иому", "коли", "куди", "мене",
  "мені", "ми", "може", "можна", "моя", "моє", "моі", "міи", "на", "над", "нам", "нас", "не", "по", "при", "про",
  "під", "свіи", "себе", "скільки", "собі", "та", "так", "тебе", "ти", "то", "тобі", "тои", "тому", "треба", "тільки",
  "у", "хто", "це", "цеи", "ця", "ці", "через", "чи", "чому", "ще", "що", "щоб", "я", "як", "яка", "яке", "якии",
  "якщо", "які", "є", "і", "із", "іх", "іі"});
// Of the stop words of other languages and of these.
constexpr auto english_words = std::to_array<std::string_view>({
  "ad", "ada", "agar", "ai", "al", "ale", "alle", "alles", "alt", "anda", "ani", "apa", "ar", "au", "ban", "bare",
  "ben", "bi", "bin", "biz", "bo", "boi", "ca", "car", "care", "chi", "cho", "chung", "co", "com", "come", "comme",
  "comment", "como", "con", "cosa", "cum", "cung", "da", "dai", "dal", "dan", "dang", "dar", "day", "dei", "den",
  "dia", "die", "dies", "dig", "din", "dog", "door", "dos", "dove", "e", "ea", "em", "end", "era", "est", "esta",
  "eu", "fa", "fel", "fi", "fur", "gi", "go", "ham", "han", "hat", "hay", "hem", "hi", "ho", "hoe", "hon", "ia", "ii",
  "ile", "ill", "inca", "ind", "inn", "ins", "io", "jen", "jo", "k", "ke", "ki", "kim", "kita", "kom", "kun", "lai",
  "lain", "lam", "lei", "len", "lett", "li", "lo", "lui", "ma", "mag", "maga", "mai", "mal", "man", "mange", "mar",
  "mas", "med", "meg", "men", "met", "mika", "min", "mina", "mint", "mir", "mit", "mod", "mon", "mot", "mu", "mult",
  "na", "nad", "nada", "nam", "nas", "ned", "nog", "non", "nos", "num", "o", "od", "ok", "one", "op", "os", "ott",
  "over", "pa", "par", "para", "pas", "pe", "pendant", "per", "plus", "po", "poco", "pod", "pour", "pro", "qua",
  "qui", "ra", "rang", "rat", "roi", "s", "sa", "sans", "sau", "sedan", "seg", "sei", "sem", "sen", "sense", "ser",
  "sera", "sig", "sim", "sin", "sina", "sobre", "som", "son", "sul", "sur", "tai", "take", "tam", "ten", "ter",
  "theo", "thi", "till", "ton", "tot", "toto", "tout", "tren", "tres", "tum", "tutti", "u", "under", "upp", "ut", "v",
  "va", "vain", "van", "var", "vas", "vi", "volt", "w", "want", "war", "ware", "wen", "willen", "y", "z", "za"});
// clang-format on

constexpr stop_word_list more_words[] = {
    {"de", de_more}, {"fr", fr_more}, {"nl", nl_more}, {"ru", ru_more}, {"uk", uk_more},
};

static_assert(std::is_sorted(english_words.begin(), english_words.end()));
static_assert(std::all_of(std::begin(more_words), std::end(more_words), [](const stop_word_list& each) {
  return std::is_sorted(each.words.begin(), each.words.end());
}));

bool is_listed(std::span<const std::string_view> words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

bool is_listed_anywhere(std::span<const stop_word_list> lists, std::string_view word) {
  return std::any_of(lists.begin(), lists.end(), [&](const auto& each) { return is_listed(each.words, word); });
}

}  // namespace

bool is_common_word(std::string_view folded, std::string_view language) {
  return is_stop_word(folded, language) ||
         std::any_of(std::begin(more_words), std::end(more_words), [&](const stop_word_list& each) {
           return each.language == language && is_listed(each.words, folded);
         });
}

bool is_common_anywhere(std::string_view folded) {
  return is_listed_anywhere(stop_word_lists(), folded) || is_listed_anywhere(more_words, folded);
}

bool is_english_too(std::string_view lower_case) {
  return is_listed(english_words, lower_case);
}

}  // namespace secondbrain::text
