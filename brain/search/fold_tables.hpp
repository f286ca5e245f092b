// What the letters beyond ASCII become when case and diacritics are taken away; a space where there is no letter or
// digit. Taken from SQLite's `unicode61` tokenizer (Unicode 6.1, remove_diacritics=1).
#pragma once

#include <string_view>

namespace secondbrain::search {

// clang-format off
constexpr std::u16string_view latin =  // U+00A0…U+024F
    u"          ª       ²³ μ   ¹º ¼½¾ aaaaaaæceeeeiiiiðnooooo øuuuuyþß"
    u"aaaaaaæceeeeiiiiðnooooo øuuuuyþyaaaaaaccccccccddđđeeeeeeeeeegggg"
    u"gggghhħħiiiiiiiiiıĳĳjjkkĸllllllŀŀłłnnnnnnŉŋŋooooooœœrrrrrrssssss"
    u"ssttttŧŧuuuuuuuuuuuuwwyyyzzzzzzsƀɓƃƃƅƅɔƈƈɖɗƌƌƍǝəɛƒƒɠɣƕɩɨƙƙƚƛɯɲƞɵ"
    u"ooƣƣƥƥʀƨƨʃƪƫƭƭʈuuʊʋƴƴƶƶʒƹƹƺƻƽƽƾƿǀǁǂǃǆǆǆǉǉǉǌǌǌaaiioouuǖǖǘǘǚǚǜǜǝǟǟ"
    u"ǡǡǣǣǥǥggkkooǭǭǯǯjǳǳǳggƕƿnnǻǻǽǽǿǿaaaaeeeeiiiioooorrrruuuussttȝȝhh"
    u"ƞȡȣȣȥȥaaeeȫȫȭȭooȱȱyyȴȵȶȷȸȹⱥȼȼƚⱦȿɀɂɂƀʉʌɇɇɉɉɋɋɍɍɏɏ";

constexpr std::u16string_view greek_and_cyrillic =  // U+0370…U+052F
    u"ͱͱͳͳʹ ͷͷ͸͹ͺͻͼͽ Ϳ΀΁΂΃  ά έήί΋ό΍ύώΐαβγδεζηθικλμνξοπρ΢στυφχψωϊϋάέήί"
    u"ΰαβγδεζηθικλμνξοπρσστυφχψωϊϋόύώϗβθϒϓϔφπϗϙϙϛϛϝϝϟϟϡϡϣϣϥϥϧϧϩϩϫϫϭϭϯϯ"
    u"κρϲϳθε ϸϸϲϻϻϼͻͼͽѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюя"
    u"абвгдежзийклмнопрстуфхцчшщъыьэюяѐёђѓєѕіїјљњћќѝўџѡѡѣѣѥѥѧѧѩѩѫѫѭѭѯѯ"
    u"ѱѱѳѳѵѵѷѷѹѹѻѻѽѽѿѿҁҁ        ҋҋҍҍҏҏґґғғҕҕҗҗҙҙққҝҝҟҟҡҡңңҥҥҧҧҩҩҫҫҭҭүү"
    u"ұұҳҳҵҵҷҷҹҹһһҽҽҿҿӏӂӂӄӄӆӆӈӈӊӊӌӌӎӎӏӑӑӓӓӕӕӗӗәәӛӛӝӝӟӟӡӡӣӣӥӥӧӧөөӫӫӭӭӯӯ"
    u"ӱӱӳӳӵӵӷӷӹӹӻӻӽӽӿӿԁԁԃԃԅԅԇԇԉԉԋԋԍԍԏԏԑԑԓԓԕԕԗԗԙԙԛԛԝԝԟԟԡԡԣԣԥԥԧԧԨԩԪԫԬԭԮԯ";

constexpr std::u16string_view latin_additional =  // U+1E00…U+1EFF
    u"aabbbbbbḉḉddddddddddḕḕḗḗeeeeḝḝffgghhhhhhhhhhiiḯḯkkkkkkllḹḹllllmm"
    u"mmmmnnnnnnnnṍṍṏṏṑṑṓṓpppprrrrṝṝrrssssṥṥṧṧṩṩttttttttuuuuuuṹṹṻṻvvvv"
    u"wwwwwwwwwwxxxxyyzzzzzzhtwyẚsẜẝßẟaaaaấấầầẩẩẫẫậậắắằằẳẳẵẵặặeeeeeeếế"
    u"ềềểểễễệệiiiiooooốốồồổổỗỗộộớớờờởởỡỡợợuuuuứứừừửửữữựựyyyyyyyyỻỻỽỽỿỿ";

// clang-format on

}  // namespace secondbrain::search
