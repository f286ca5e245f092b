// Small vaults in several languages, written for the tests: of each note what its owner may remember.
#pragma once

#include <string_view>
#include <vector>

namespace secondbrain::search {

struct remembered_note {
  std::string_view path;
  std::string_view alias;
  std::string_view tag;
  std::string_view heading;
  std::string_view text;
};

struct remembered_vault {
  std::string_view language;
  std::vector<remembered_note> notes;
};

inline const std::vector<remembered_vault>& remembered_vaults() {
  static const std::vector<remembered_vault> vaults{
      {"Chinese",
       {{"工作/部署手册.md", "上线指南", "运维", "回滚步骤", "今天讨论了数据库检索系统的部署方案，先备份再升级。"},
        {"读书/红楼梦笔记.md", "石头记", "小说", "人物关系", "贾宝玉与林黛玉的故事发生在大观园里。"},
        {"生活/菜谱.md", "家常菜", "烹饪", "番茄炒蛋", "先把鸡蛋打散，再放入切好的番茄翻炒三分钟。"},
        {"生活/旅行计划.md", "出游安排", "旅行", "云南路线", "从昆明出发，经过大理到丽江，最后去香格里拉。"},
        {"学习/机器学习.md", "统计学习", "算法", "梯度下降", "损失函数的导数告诉我们参数应该往哪个方向走。"},
        {"学习/日语语法.md", "日文文法", "外语", "敬语", "动词的变化分为五段和一段两大类。"},
        {"健康/睡眠记录.md", "作息表", "身体", "失眠原因", "晚上喝咖啡会影响深度睡眠的质量。"},
        {"家庭/装修预算.md", "翻新费用", "房子", "厨房报价", "瓷砖和橱柜的价格比去年上涨了一成。"}}},
      {"Japanese",
       {{"仕事/議事録.md", "打ち合わせメモ", "会議", "次回の予定", "今日は全文検索エンジンの設定について話し合った。"},
        {"料理/肉じゃが.md", "煮物", "和食", "材料と分量", "じゃがいもと牛肉を甘辛く煮込む家庭料理。"},
        {"旅行/京都の紅葉.md", "秋の古都", "観光", "嵐山への行き方", "渡月橋から眺める山々が赤く染まっていた。"},
        {"読書/雪国.md", "川端作品", "文学", "冒頭の一文", "国境の長いトンネルを抜けると景色が変わった。"},
        {"開発/データベース設計.md", "スキーマ案", "技術", "インデックスの貼り方",
         "外部キーの制約を忘れずに確認する。"},
        {"暮らし/ゴミの分別.md", "収集日", "掃除", "燃えないゴミ", "第二水曜日に玄関先へ出しておくこと。"},
        {"健康/ランニング記録.md", "走行距離", "運動", "膝の痛み", "準備体操を十分にしてから走り始める。"},
        {"家計/プリンター購入.md", "ガジェット比較", "買い物", "インク代", "レーザー方式は一枚あたりの費用が安い。"}}},
      {"Korean",
       {{"학교/학점인정 신청.md", "교환학생 서류", "대학", "제출 기한", "성적표와 수업계획서를 국제처에 내야 한다."},
        {"회의/회의 자료.md", "발표 슬라이드", "업무", "다음 안건", "새로운 검색 엔진을 도입하기로 결정했다."},
        {"요리/김치찌개.md", "찌개 만들기", "음식", "재료 준비", "묵은지를 돼지고기와 함께 볶다가 물을 붓는다."},
        {"여행/제주도 일정.md", "섬 나들이", "휴가", "한라산 등반", "새벽에 출발하면 정오쯤 정상에 오른다."},
        {"독서/채식주의자.md", "한강 소설", "문학", "줄거리 요약", "어느 날 아내가 고기를 먹지 않겠다고 말했다."},
        {"개발/데이터베이스 백업.md", "복구 절차", "서버", "자동 실행", "매일 밤 두 시에 스냅숏을 저장한다."},
        {"집안일/청소 목록.md", "대청소", "살림", "욕실 타일", "식초와 베이킹소다로 얼룩을 지운다."},
        {"건강/수면 일지.md", "불면증 기록", "몸", "커피 줄이기", "오후에는 카페인을 마시지 않기로 했다."}}},
      {"Thai",
       {{"ครัว/แกงเขียวหวาน.md", "สูตรแกง", "อาหาร", "เครื่องปรุง", "ใส่กะทิแล้วเคี่ยวจนแตกมันก่อนใส่ไก่"},
        {"สวน/ปลูกผัก.md", "แปลงผัก", "เกษตร", "การรดน้ำ", "ผักบุ้งโตเร็วถ้าได้แดดในตอนเช้า"},
        {"งาน/รายงานการประชุม.md", "บันทึกประชุม", "บริษัท", "งบประมาณ", "ที่ประชุมเห็นชอบให้ซื้อคอมพิวเตอร์ใหม่"},
        {"เที่ยว/เชียงใหม่.md", "ทริปภาคเหนือ", "วันหยุด", "ดอยสุเทพ", "ขึ้นรถแดงจากประตูช้างเผือกตั้งแต่เช้ามืด"},
        {"หนังสือ/สี่แผ่นดิน.md", "นวนิยายคลาสสิก", "วรรณกรรม", "ตัวละครเอก", "แม่พลอยเติบโตขึ้นภายในพระราชวัง"},
        {"สุขภาพ/การนอน.md", "นอนไม่หลับ", "ร่างกาย", "กาแฟตอนบ่าย", "ควรปิดโทรศัพท์ก่อนเข้านอนหนึ่งชั่วโมง"},
        {"บ้าน/ซ่อมหลังคา.md", "ช่างมุงกระเบื้อง", "ซ่อมแซม", "ค่าแรง", "ฝนตกหนักทำให้น้ำรั่วลงมาที่ห้องเก็บของ"},
        {"ตลาด/รายการซื้อของ.md", "ของใช้ประจำสัปดาห์", "ช้อปปิ้ง", "ผลไม้", "มะม่วงสุกกับข้าวเหนียวมูนสำหรับวันอาทิตย์"}}},
      {"Arabic",
       {{"عمل/محضر الاجتماع.md", "ملاحظات اللقاء", "شركة", "الميزانية القادمة",
         "اتفقنا على شراء خوادم جديدة قبل نهاية السنة."},
        {"مطبخ/كبسة الدجاج.md", "وصفة الأرز", "طعام", "البهارات", "يُطبخ الأرز مع الدجاج والزبيب على نار هادئة."},
        {"سفر/رحلة مراكش.md", "عطلة المغرب", "سياحة", "ساحة الفنا", "وصلنا بالقطار ليلا وكانت الأسواق مفتوحة."},
        {"كتب/ألف ليلة وليلة.md", "حكايات شهرزاد", "أدب", "قصة السندباد", "أبحر التاجر سبع مرات وعاد بكنوز كثيرة."},
        {"بيت/إصلاح السقف.md", "عامل البناء", "منزل", "أجرة اليوم", "تسرب ماء المطر إلى غرفة التخزين."},
        {"صحة/سجل النوم.md", "الأرق", "جسم", "قهوة المساء", "من الأفضل إغلاق الهاتف قبل النوم بساعة."},
        {"دراسة/قواعد اللغة.md", "النحو والصرف", "مدرسة", "جمع التكسير", "يتغير بناء المفرد عند جمعه."},
        {"حديقة/زراعة الطماطم.md", "شتلات الخضار", "نبات", "مواعيد الري", "تحتاج النباتات إلى الشمس في الصباح."}}},
      {"German",
       {{"Arbeit/Übergabeprotokoll.md", "Schlüsselliste", "büro", "Offene Punkte",
         "Die Unterlagen für den Prüfer liegen im Schrank."},
        {"Küche/Käsespätzle.md", "Allgäuer Nudeln", "rezepte", "Zwiebeln rösten",
         "Den Teig mit Mineralwasser anrühren und ruhen lassen."},
        {"Garten/Größe der Beete.md", "Beetplan", "gemüse", "Abstände der Möhren",
         "Zwischen den Reihen bleiben dreißig Zentimeter frei."},
        {"Reisen/Zürich im März.md", "Schweizfahrt", "urlaub", "Straßenbahn zum See",
         "Vom Bahnhof fährt die Linie elf ans Ufer."},
        {"Bücher/Der Zauberberg.md", "Davoser Roman", "literatur", "Über die Zeit",
         "Castorp wollte nur drei Wochen bleiben."},
        {"Gesundheit/Schlaftagebuch.md", "Müdigkeit", "körper", "Kein Kaffee am Abend",
         "Das Fernsehgerät bleibt nach zehn Uhr aus."},
        {"Haus/Dachrinne säubern.md", "Regenfallrohr", "handwerk", "Leiter ausleihen",
         "Das Laub verstopft jeden Herbst den Abfluss."},
        {"Familie/Oma Gerdas Geburtstag.md", "Familienfeier", "feste", "Gästeliste",
         "Der Kuchen wird beim Bäcker bestellt."}}},
      {"Vietnamese",
       {{"Bếp/Phở bò Hà Nội.md", "Nước dùng xương", "nấu-ăn", "Nguyên liệu",
         "Ninh xương bò với quế và hồi trong sáu tiếng."},
        {"Công việc/Biên bản họp.md", "Ghi chép cuộc họp", "công-ty", "Ngân sách quý tới",
         "Mọi người đồng ý mua thêm máy chủ mới."},
        {"Du lịch/Vịnh Hạ Long.md", "Chuyến đi biển", "kỳ-nghỉ", "Lịch tàu",
         "Thuyền rời bến lúc tám giờ sáng thứ bảy."},
        {"Sách/Truyện Kiều.md", "Thơ Nguyễn Du", "văn-học", "Nhân vật chính", "Trăm năm trong cõi người ta."},
        {"Nhà cửa/Sửa mái tôn.md", "Thợ lợp mái", "sửa-chữa", "Tiền công", "Trời mưa làm nước chảy xuống kho chứa đồ."},
        {"Sức khỏe/Nhật ký giấc ngủ.md", "Chứng mất ngủ", "cơ-thể", "Cà phê buổi chiều",
         "Nên tắt điện thoại trước khi lên giường."},
        {"Học tập/Ngữ pháp tiếng Anh.md", "Mệnh đề quan hệ", "trường-học", "Thì hiện tại hoàn thành",
         "Động từ chia theo chủ ngữ."},
        {"Vườn/Đường ống tưới.md", "Hệ thống nhỏ giọt", "cây-trồng", "Máy bơm",
         "Rau muống cần nhiều nắng vào buổi sáng."}}}};
  return vaults;
}

}  // namespace secondbrain::search
