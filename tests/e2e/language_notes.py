"""Notes in seven languages as people keep them: name, alias, tag, heading, a sentence, and words that stand in it.

Half of them are written composed (NFC), as most systems do, half decomposed (NFD), as files of a Mac are named.
"""

import unicodedata

# Name, alias, tag, heading, sentence, and words within the sentence.
NOTES = {
    "zh": [
        ("会议记录", "周会", "工作/会议", "讨论的问题", "今天讨论了数据库检索系统的部署方案。", "数据库 检索 部署 方案"),
        ("读书笔记", "红楼梦", "阅读", "人物关系", "贾宝玉和林黛玉在大观园里一起读书。", "林黛玉 大观园 读书"),
        ("旅行计划", "云南之行", "旅行", "路线安排", "我们打算坐火车去昆明然后到大理古城。", "火车 昆明 古城"),
        ("家常菜谱", "番茄炒蛋", "烹饪", "所需材料", "先把鸡蛋打散再放入切好的番茄翻炒。", "鸡蛋 番茄 翻炒"),
        ("健身安排", "跑步表", "健康", "每周目标", "每周三次慢跑并且坚持早睡早起的习惯。", "慢跑 早睡 习惯"),
        ("租房合同", "公寓", "生活/住房", "押金条款", "房东要求支付两个月押金作为保证。", "房东 押金 保证"),
        ("编程学习", "代码练习", "技术", "常用命令", "用VSCode编辑器打开README文件以后再运行测试。", "编辑器 README 运行测试"),
        ("天文观测", "星空", "爱好", "望远镜设置", "昨晚用望远镜看到了木星和它的卫星。", "望远镜 木星 卫星"),
    ],
    "ja": [
        ("買い物リスト", "スーパー", "生活", "野菜と果物", "今日は全文検索エンジンの設定をしてから買い物に行った。", "検索 エンジン 設定 買い物"),
        ("読書メモ", "吾輩は猫である", "本", "登場する人", "夏目漱石の小説には名前のない猫が登場する。", "夏目漱石 小説 登場"),
        ("京都旅行", "秋の旅", "旅/国内", "宿の予約", "紅葉の季節に清水寺と金閣寺を見て回った。", "紅葉 清水寺 金閣寺"),
        ("ガレージの整理", "物置", "家", "捨てるもの", "ガレージの奥に古いプリンターが置いてある。", "ガレージ プリンター 古い"),
        ("英語の勉強", "単語帳", "勉強", "毎日の目標", "毎朝三十分だけ発音の練習を続けている。", "発音 練習 毎朝"),
        ("料理ノート", "味噌汁", "料理", "出汁の取り方", "昆布と鰹節で出汁を取ると味が深くなる。", "昆布 鰹節 出汁"),
        ("健康診断", "人間ドック", "健康", "血圧の記録", "医者に塩分を控えるように言われた。", "塩分 医者 控える"),
        ("庭の手入れ", "ベランダ", "趣味/園芸", "水やりの予定", "朝顔の種をまいて毎日水をやる。", "朝顔 種をまいて 毎日"),
    ],
    "ko": [
        ("회의 자료", "주간 회의", "업무", "논의할 안건", "오늘 회의에서 데이터베이스 설계를 논의했다.", "데이터베이스 설계 회의"),
        ("학점 인정", "학사 안내", "대학교", "신청 방법", "학점인정 신청은 학기 초에 온라인으로 한다.", "학점인정 신청 온라인"),
        ("제주도 여행", "여름 휴가", "여행/국내", "숙소 예약", "한라산에 오르고 바닷가에서 해산물을 먹었다.", "한라산 바닷가 해산물"),
        ("김치 담그기", "배추김치", "요리", "필요한 재료", "배추를 소금에 절이고 고춧가루를 버무린다.", "배추 소금 고춧가루"),
        ("운동 기록", "달리기", "건강", "이번 달 목표", "매일 아침 공원에서 삼십 분씩 달린다.", "아침 공원 삼십"),
        ("독서 노트", "어린 왕자", "책", "기억할 문장", "여우는 왕자에게 길들임의 뜻을 가르쳐 준다.", "여우 왕자 길들임"),
        ("이사 준비", "새 집", "생활", "버릴 물건", "이삿짐센터에 전화해서 견적을 받았다.", "이삿짐센터 견적 전화"),
        ("기타 연습", "코드표", "취미", "연습할 곡", "손가락이 아파도 매일 기타 줄을 튕긴다.", "손가락 기타 매일"),
    ],
    "th": [
        ("บันทึกการประชุม", "ประชุมทีม", "งาน", "เรื่องที่คุยกัน", "วันนี้เราคุยเรื่องงบประมาณและแผนการตลาดใหม่", "งบประมาณ แผน การตลาด"),
        ("รายการซื้อของ", "ตลาดนัด", "บ้าน", "ผักและผลไม้", "วันนี้ซื้อผักและผลไม้ที่ตลาดใกล้บ้าน", "ผัก ผลไม้ ตลาด"),
        ("แผนเที่ยวเชียงใหม่", "ทริปภาคเหนือ", "เที่ยว", "ที่พักและรถ", "เราจะขึ้นดอยสุเทพแล้วไปกินข้าวซอย", "ดอยสุเทพ ข้าวซอย กิน"),
        ("สูตรต้มยำ", "ต้มยำกุ้ง", "อาหาร", "เครื่องปรุงที่ใช้", "ใส่ตะไคร้ใบมะกรูดและพริกลงในน้ำเดือด", "ตะไคร้ ใบมะกรูด น้ำ"),
        ("ออกกำลังกาย", "วิ่งตอนเช้า", "สุขภาพ", "เป้าหมายเดือนนี้", "วิ่งรอบสวนสาธารณะสามรอบทุกเช้า", "สวนสาธารณะ ทุกเช้า วิ่ง"),
        ("หนังสือที่อ่าน", "เจ้าชายน้อย", "อ่าน", "ตัวละครหลัก", "สุนัขจิ้งจอกสอนเรื่องมิตรภาพให้เจ้าชาย", "สุนัขจิ้งจอก มิตรภาพ เจ้าชาย"),
        ("สัญญาเช่าห้อง", "คอนโด", "บ้าน/เช่า", "เงินมัดจำ", "เจ้าของห้องขอเงินมัดจำสองเดือนล่วงหน้า", "เจ้าของ มัดจำ ล่วงหน้า"),
        ("ปลูกต้นไม้", "สวนหลังบ้าน", "งานอดิเรก", "ตารางรดน้ำ", "ต้องรดน้ำกุหลาบทุกเย็นก่อนค่ำ", "รดน้ำ กุหลาบ ทุกเย็น"),
    ],
    "ar": [
        ("محضر الاجتماع", "اجتماع الفريق", "عمل", "جدول الأعمال", "ناقشنا اليوم ميزانية المشروع وخطة التسويق الجديدة.", "ميزانية المشروع التسويق"),
        ("قائمة المشتريات", "السوق", "بيت", "خضار وفواكه", "اشتريت طماطم وخيارا من السوق القريب.", "طماطم خيارا القريب"),
        ("رحلة إلى المغرب", "عطلة الصيف", "سفر", "حجز الفندق", "زرنا مدينة مراكش ثم جبال الأطلس.", "مراكش جبال الأطلس"),
        ("كِتَاب الطبخ", "وصفة الكسكس", "طعام", "مكونات الطبق", "يطبخ الكسكس على البخار مع اللحم والجزر.", "الكسكس البخار الجزر"),
        ("التمارين الرياضية", "المشي صباحا", "صحة", "هدف الأسبوع", "أمشي نصف ساعة كل صباح قرب النهر.", "ساعة صباح النهر"),
        ("ملاحظات القراءة", "ألف ليلة وليلة", "قراءة", "شخصيات القصة", "تحكي شهرزاد للملك قصة جديدة كل ليلة.", "شهرزاد للملك قصة"),
        ("عقد الإيجار", "الشقة", "بيت/سكن", "مبلغ التأمين", "يطلب المالك تأمينا يعادل شهرين مقدما.", "المالك تأمينا شهرين"),
        ("حديقة المنزل", "الورود", "هواية", "مواعيد السقي", "أسقي الورود والياسمين قبل غروب الشمس.", "الورود الياسمين غروب"),
    ],
    "de": [
        ("Besprechung Größe", "Wochenrunde", "Büro", "Offene Fragen", "Heute ging es um Überstunden und die neue Küche.", "Überstunden Küche neue"),
        ("Einkaufszettel", "Grünzeug", "Haushalt", "Gemüse und Obst", "Möhren, Äpfel und ein Pfund Käse vom Wochenmarkt.", "Möhren Äpfel Käse"),
        ("Reise nach Österreich", "Sommerfrische", "Reisen/Berge", "Hütten und Züge", "Über den Brenner fährt der Zug nach Südtirol.", "Brenner Zug Südtirol"),
        ("Grünkohlrezept", "Oldenburger Palme", "Küche", "Was hineinkommt", "Zwiebeln anschwitzen und den Grünkohl lange schmoren.", "Zwiebeln Grünkohl schmoren"),
        ("Laufplan", "Halbmarathon", "Körper", "Ziel für März", "Dienstags laufe ich acht Kilometer am Fluss entlang.", "Kilometer Fluss Dienstags"),
        ("Lesenotizen", "Die Verwandlung", "Bücher", "Gregors Familie", "Gregor Samsa erwachte aus unruhigen Träumen.", "Samsa unruhigen Träumen"),
        ("Mietvertrag", "Wohnung Süd", "Haushalt/Miete", "Höhe der Kaution", "Der Vermieter verlangt drei Monatsmieten im Voraus.", "Vermieter Monatsmieten Voraus"),
        ("Gartenjahr", "Beetplan", "Grünes", "Gießen und Düngen", "Im März säen wir Radieschen unter Folie.", "Radieschen Folie säen"),
    ],
    "vi": [
        ("Biên bản họp", "Họp tuần", "côngviệc", "Việc cần bàn", "Hôm nay chúng tôi bàn về ngân sách và kế hoạch tiếp thị.", "ngân sách tiếp thị"),
        ("Danh sách đi chợ", "Mua sắm", "nhà", "Rau và trái cây", "Nguyễn mua phở ở đường lớn gần chợ Bến Thành.", "Nguyễn phở đường"),
        ("Chuyến đi Đà Lạt", "Nghỉ hè", "dulịch", "Đặt phòng khách sạn", "Chúng tôi ngắm thác nước rồi uống cà phê trên đồi.", "thác nước cà phê"),
        ("Cách nấu phở", "Phở bò", "nấuăn", "Nguyên liệu chính", "Ninh xương bò với gừng và hành nướng thật lâu.", "xương gừng nướng"),
        ("Tập thể dục", "Chạy bộ", "sứckhỏe", "Mục tiêu tháng này", "Mỗi sáng chạy ba vòng quanh hồ Hoàn Kiếm.", "vòng quanh Kiếm"),
        ("Ghi chép đọc sách", "Truyện Kiều", "sách", "Nhân vật trong truyện", "Thúy Kiều gặp Kim Trọng trong tiết thanh minh.", "Thúy Kiều thanh minh"),
        ("Hợp đồng thuê nhà", "Căn hộ", "nhà/thuê", "Tiền đặt cọc", "Chủ nhà yêu cầu trả trước hai tháng tiền cọc.", "Chủ trước cọc"),
        ("Vườn sau nhà", "Cây cảnh", "sởthích", "Lịch tưới nước", "Tưới hoa hồng mỗi chiều trước khi mặt trời lặn.", "hồng chiều lặn"),
    ],
}

WITHOUT_SPACES = ("zh", "ja", "ko", "th")


def write_language_notes(home):
    """Each note lies in the folder of its language; gives back, for each, the words that stand in its sentence."""
    words = {}
    for language, notes in NOTES.items():
        for number, (name, alias, tag, heading, sentence, inside) in enumerate(notes):
            form = ("NFC", "NFD")[number % 2]
            path = f"{language}/{name}.md"
            text = f"---\naliases: [\"{alias}\"]\ntags: [{tag}]\n---\n\n## {heading}\n\n{sentence}\n"
            home.write_note(unicodedata.normalize(form, path), unicodedata.normalize(form, text))
            words[unicodedata.normalize(form, path)] = inside.split()
    return words
