#include "text/language_guess.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "text/stop_words.hpp"

namespace secondbrain::text {
namespace {

struct example {
  std::string_view language;
  std::string_view text;
};

void PrintTo(const example& shown, std::ostream* out) {
  *out << shown.language;
}

class language_guess_test : public ::testing::TestWithParam<example> {};

TEST_P(language_guess_test, tells_the_language) {
  EXPECT_EQ(guess_language(GetParam().text), GetParam().language);
}

INSTANTIATE_TEST_SUITE_P(
    of_a_paragraph, language_guess_test,
    ::testing::Values(
        example{"en", "The garden is too wet for beans, so we wait until the end of May and sow them in pots."},
        example{"de", "Der Garten ist zu nass für Bohnen, also warten wir bis Ende Mai und säen sie in Töpfe."},
        example{"fr", "Le jardin est trop humide pour les haricots, donc nous attendons la fin du mois de mai."},
        example{"es", "El jardín está muy mojado para las judías, así que esperamos hasta el final de mayo."},
        example{"it", "Il giardino è troppo bagnato per i fagioli, quindi aspettiamo la fine di maggio con le semine."},
        example{"pt", "O jardim está muito molhado para os feijões, então esperamos até o final de maio."},
        example{"nl", "De tuin is te nat voor de bonen, dus we wachten tot het einde van mei en zaaien ze in potten."},
        example{"sv", "Trädgården är för blöt för bönor, så vi väntar till slutet av maj och sår dem i krukor."},
        example{"pl",
                "Ogród jest za mokry na fasolę, więc czekamy do końca maja i siejemy ją w doniczkach, bo tak "
                "jest lepiej."},
        example{"vi", "Khu vườn quá ướt để trồng đậu, vì vậy chúng tôi đợi đến cuối tháng năm và gieo trong chậu."},
        example{"ru", "Сад слишком мокрый для бобов, поэтому мы ждём до конца мая."},
        example{"uk", "Сад занадто мокрий для бобів, тому ми чекаємо до кінця травня."},
        example{"zh", "花园太湿了，所以我们等到五月底。"},
        example{"ja", "庭は豆には湿りすぎているので、五月末まで待ちます。"},
        example{"ko", "정원이 너무 젖어서 오월 말까지 기다립니다."}, example{"th", "สวนเปียกเกินไปสำหรับถั่ว"},
        example{"ar", "الحديقة رطبة جدا للفاصوليا لذلك ننتظر"},
        example{"fa", "باغ برای لوبیا خیلی خیس است پس صبر می‌کنیم"},
        example{"he", "הגינה רטובה מדי לשעועית"}, example{"el", "Ο κήπος είναι πολύ υγρός για φασόλια"}));

INSTANTIATE_TEST_SUITE_P(not_of_a_few_words, language_guess_test,
                         ::testing::Values(example{"", ""}, example{"", "README 2026-05-01 🚀"},
                                           example{"", "Anna Karenina\nLeo Tolstoy\nMadame Bovary\nGustave Flaubert"},
                                           example{"", "int main() { return 0; }"}));

TEST(language_guess, of_a_text_with_names_from_elsewhere_is_still_that_of_the_text) {
  EXPECT_EQ(guess_language("这个笔记介绍如何在 VSCode 和 README 里部署数据库服务器以及编辑器设置 Docker Compose"),
            "zh");
}

TEST(language_guess, reads_codes_that_people_wrote) {
  for (const auto* written : {"de", "DE", " de-AT", "de_CH "}) EXPECT_EQ(language_code(written), "de") << written;
  for (const auto* written : {"", "German", "1", "d", "-"}) EXPECT_EQ(language_code(written), "") << written;
}

TEST(stop_words, stand_in_order_for_every_language) {
  EXPECT_TRUE(is_stop_word("the", "en"));
  EXPECT_TRUE(is_stop_word("fur", "de"));
  EXPECT_FALSE(is_stop_word("the", "de"));
  EXPECT_FALSE(is_stop_word("the", "xx"));
  EXPECT_LE(stop_word_lists().size(), 32U);
}

}  // namespace
}  // namespace secondbrain::text
