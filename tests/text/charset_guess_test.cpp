#include "text/charset_guess.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/text/saved_as.hpp"

namespace secondbrain::text {
namespace {

const std::vector<std::pair<const char*, std::vector<const char*>>> notes{
    {"# Велосипед\n\nКупить новую камеру и смазать цепь. Вечером сварить борщ.\n",
     {"windows-1251", "KOI8-R", "ISO-8859-5"}},
    {"# Мандрівка\n\nВзяти з собою намет, їжу та теплий одяг, бо вночі холодно.\n", {"windows-1251"}},
    {"# 買い物リスト\n\n今日は桜の下でお弁当を食べた。明日は本を返す。\n", {"Shift_JIS", "EUC-JP"}},
    {"# 公园\n\n松鼠在树上跑来跑去，我们坐在长椅上喝茶。\n", {"GB18030", "GBK"}},
    {"# 公園\n\n松鼠在樹上跑來跑去，我們坐在長椅上喝茶。\n", {"Big5"}},
    {"# 회의\n\n다음 주 월요일에 회의가 있다. 자료를 준비해야 한다.\n", {"EUC-KR"}},
    {"# Κήπος\n\nΝα ποτίσω τα λουλούδια και να κλαδέψω τις τριανταφυλλιές.\n", {"ISO-8859-7", "windows-1253"}},
    {"# רשימה\n\nלקנות לחם, חלב וביצים ולהחזיר את הספר לספרייה.\n", {"windows-1255"}},
    {"# قائمة\n\nشراء الخبز والحليب وإعادة الكتاب إلى المكتبة غدا.\n", {"windows-1256"}},
    {"# Ogród\n\nTrzeba podlać róże i wyciąć suche gałęzie, bo w środę może padać. Nie zapomnieć o łopacie.\n",
     {"ISO-8859-2", "windows-1250"}},
    {"# Zahrada\n\nJe třeba zalít růže a ostříhat suché větve, protože ve středu má být horko a já tu nebudu, "
     "takže to musí být dnes.\n",
     {"ISO-8859-2", "windows-1250"}},
    {"# Bahçe\n\nGülleri sulamak ve kuru dalları kesmek için çarşamba günü daha iyi, çünkü yağmur yağacak ama şimdi "
     "değil. Bu ağaç ne kadar büyük ve çok güzel.\n",
     {"ISO-8859-9", "windows-1254"}},
};

void expect_told(const char* text, const char* charset) {
  const auto guess = decoded_as_guessed(saved_as(charset, text));
  ASSERT_TRUE(guess) << charset << '\n' << text;
  EXPECT_EQ(guess->text, text) << charset << " as " << guess->charset;
}

TEST(charset_guess, a_note_of_before_utf8_is_told_by_its_letters) {
  for (const auto& [text, charsets] : notes)
    for (const auto* charset : charsets) expect_told(text, charset);
}

TEST(charset_guess, few_letters_among_much_that_is_ascii_are_told) {
  std::string note = "---\ntitle: list\n---\n";
  for (int i = 0; i < 500; ++i) note += "const auto value = compute(argument);  // code\n";
  note += "Купить новую камеру и смазать цепь\n";
  const auto guess = decoded_as_guessed(saved_as("windows-1251", note));
  ASSERT_TRUE(guess);
  EXPECT_EQ(guess->charset, "windows-1251");
  EXPECT_EQ(guess->text, note);
}

TEST(charset_guess, a_few_words_are_told) {
  const std::vector<std::pair<const char*, std::vector<const char*>>> few{
      {"# 買い物\n\n- 牛乳\n- パン\n- 卵\n", {"Shift_JIS", "EUC-JP"}},
      {"買い物リスト\n", {"Shift_JIS", "EUC-JP"}},
      {"- [ ] トイレットペーパー\n", {"Shift_JIS", "EUC-JP"}},
      {"The word for it is いちご, and for that りんご.\n", {"Shift_JIS", "EUC-JP"}},
      {"# Список покупок\n\n- Хлеб\n- Молоко\n", {"windows-1251", "KOI8-R"}},
      {"- [ ] Позвонить маме\n", {"windows-1251"}},
      {"# Дача\n\nПосадить помидоры.\n", {"windows-1251", "KOI8-R"}},
      {"# Покупки\n\n- Хліб, молоко, яйця\n", {"windows-1251"}},
      {"# Градина\n\n- да полея доматите\n", {"windows-1251"}}};
  for (const auto& [text, charsets] : few)
    for (const auto* charset : charsets) expect_told(text, charset);
}

TEST(charset_guess, lists_of_accents_are_no_words_of_another_script) {
  for (const auto* text :
       {"éèê àâä ùûü ÉÈÊ ïîì", "äöüß ÄÖÜ éèê àâ ñç œæ ïîì õøå", "áéíóúüñ ¿ ¡", "áéíóúýþæöð ÁÉÍÓÚÝÞÆÖÐ",
        "French: éèêë àâ ùûü ïî ç œ æ\nGerman: äöüß ÄÖÜ\nSpanish: áéíóúüñ\nItalian: àèéìíòóùú\n",
        "Typing: é è ê ë à â ä ù û ü", "| é | eacute |\n| è | egrave |\n| ê | ecirc |\n", "ÀÁÂÃÄÅ àáâãäå", "ÿÿÿÿÿÿÿÿ",
        "ïîïîïî", "«Où ça?» «Là-bas.» «Ah, ça…»", "don’t, it’s, we’ll, “so”…", "ƒ(x) = x² – 1, ƒ’(x) = 2x",
        "‚ärgerlich‘, ‚übel‘, ‚öde‘"})
    EXPECT_FALSE(decoded_as_guessed(saved_as("windows-1252", text))) << text;
}

TEST(charset_guess, western_texts_are_left_alone) {
  for (const auto* text : {"é",
                           "ÿ",
                           "Café",
                           "naïve",
                           "Größe",
                           "«Où ça?»",
                           "ÄÖÜäöüß",
                           "él",
                           "5 °C ± 1 °C, 10 µm, m² und m³",
                           "© 2003 Müller",
                           "Kon nie na BMP-lêer skryf nie, ek het nie die lêer nie",
                           "ÞÞÞ ÆÆÆ",
                           "––––––––",
                           "·········",
                           "“Hello” – she said…",
                           "La niña comió el plátano que había traído su señora, y no se quejó.\n",
                           "L'été où nous étions à la mer, j'ai mangé des crêpes à côté de l'hôtel.\n",
                           "Die Bäume im Garten müssen gegossen werden, und das Gemüse übrigens auch.\n",
                           "Não há pão na cozinha, então vou às compras de manhã com a minha irmã.\n",
                           "Jag åkte till sjön på lördagen och åt smörgås i båten med mina föräldrar.\n",
                           "Vi købte rødgrød på øen, og så gik vi på æbleplukning i går.\n",
                           "Þetta er hús við sjóinn þar sem ég bý með fjölskyldu minni á veturna.\n",
                           "Äiti meni kylään ja söi pöydässä mansikkahilloa yöllä.\n",
                           "O bremanaat ar pakadoù. N'eus ket a-walc'h a vemor da gargañ an arlun.\n",
                           "Perché è già lì, così può venire più tardi."})
    EXPECT_FALSE(decoded_as_guessed(saved_as("windows-1252", text))) << text;
}

TEST(charset_guess, what_is_no_text_is_left_alone) {
  EXPECT_FALSE(decoded_as_guessed(""));
  EXPECT_FALSE(decoded_as_guessed("plain"));
  EXPECT_FALSE(decoded_as_guessed(std::string(100'000, '\xFF')));
  std::string bytes;
  for (int i = 0; i < 100'000; ++i) bytes += static_cast<char>(i * 7919 % 256);
  EXPECT_FALSE(decoded_as_guessed(bytes));
}

}  // namespace
}  // namespace secondbrain::text
