"""Names to combine: common ones, ones with variation sequences and four-byte characters.

Every sequence is in the variation table of IPAmj明朝 (a test compares them).
"""

Name = tuple[str, str]


def _names(text: str) -> tuple[Name, ...]:
    pairs = (word.split("/") for word in text.split())
    return tuple((written, reading) for written, reading in pairs)


# The first are the most common.
SURNAMES = _names(
    """
    佐藤/サトウ 鈴木/スズキ 高橋/タカハシ 田中/タナカ 伊藤/イトウ 渡辺/ワタナベ 山本/ヤマモト
    中村/ナカムラ 小林/コバヤシ 加藤/カトウ 吉田/ヨシダ 山田/ヤマダ 佐々木/ササキ 山口/ヤマグチ
    松本/マツモト 井上/イノウエ 木村/キムラ 林/ハヤシ 斎藤/サイトウ 清水/シミズ 山崎/ヤマザキ
    森/モリ 池田/イケダ 橋本/ハシモト 阿部/アベ 石川/イシカワ 山下/ヤマシタ 中島/ナカジマ
    石井/イシイ 小川/オガワ 前田/マエダ 岡田/オカダ 長谷川/ハセガワ 藤田/フジタ 後藤/ゴトウ
    近藤/コンドウ 村上/ムラカミ 遠藤/エンドウ 青木/アオキ 坂本/サカモト 藤井/フジイ
    西村/ニシムラ 福田/フクダ 太田/オオタ 三浦/ミウラ 藤原/フジワラ 岡本/オカモト 松田/マツダ
    中川/ナカガワ 中野/ナカノ 原田/ハラダ 小野/オノ 田村/タムラ 竹内/タケウチ 金子/カネコ
    和田/ワダ 中山/ナカヤマ 石田/イシダ 上田/ウエダ 森田/モリタ 原/ハラ 柴田/シバタ 酒井/サカイ
    工藤/クドウ 横山/ヨコヤマ 宮崎/ミヤザキ 宮本/ミヤモト 内田/ウチダ 高木/タカギ 安藤/アンドウ
    谷口/タニグチ 大野/オオノ 丸山/マルヤマ 今井/イマイ 河野/コウノ 藤本/フジモト 村田/ムラタ
    武田/タケダ 上野/ウエノ 杉山/スギヤマ 増田/マスダ 平野/ヒラノ 大塚/オオツカ 千葉/チバ
    久保/クボ 松井/マツイ 岩崎/イワサキ 桜井/サクライ 野口/ノグチ 松尾/マツオ 野村/ノムラ
    木下/キノシタ 菊地/キクチ 佐野/サノ 大西/オオニシ 杉本/スギモト 新井/アライ 浜田/ハマダ
    菅原/スガワラ 市川/イチカワ 水野/ミズノ 小松/コマツ 島田/シマダ 古川/フルカワ 小山/コヤマ
    高野/タカノ 西田/ニシダ 山内/ヤマウチ 五十嵐/イガラシ 都築/ツヅキ 飯塚/イイヅカ
    勅使河原/テシガワラ 東/アズマ 東海林/ショウジ 小鳥遊/タカナシ 乙部/オトベ 二階堂/ニカイドウ
    """
)
# Written with variant characters, variation sequences, or outside the first 65,536 code points.
RARE_SURNAMES = _names(
    """
    渡邉/ワタナベ 渡邊/ワタナベ 渡邉󠄏/ワタナベ 渡邊󠄈/ワタナベ 渡邉󠄗/ワタナベ 髙橋/タカハシ
    𠮷田/ヨシダ 山﨑/ヤマザキ 齋藤/サイトウ 齊藤/サイトウ 齋󠄃藤/サイトウ 葛󠄂城/カツラギ
    葛󠄂西/カサイ 榊󠄂原/サカキバラ 辻󠄂/ツジ 芦󠄂田/アシダ 𡈽屋/ツチヤ 石𣘺/イシバシ 濵田/ハマダ
    櫻井/サクライ 桒原/クワバラ 栁田/ヤナギダ 𠮷野/ヨシノ 薩󠄂摩/サツマ 茨󠄂木/イバラキ 嶋田/シマダ
    """
)
MALE_NAMES: dict[int, tuple[Name, ...]] = {
    1900: _names(
        """
        清/キヨシ 正雄/マサオ 三郎/サブロウ 茂/シゲル 武/タケシ 勇/イサム 義雄/ヨシオ
        一郎/イチロウ 辰夫/タツオ 喜八/キハチ 虎雄/トラオ 榮吉/エイキチ 寅次/トラジ
        友次郎/トモジロウ 善太郎/ゼンタロウ
        """
    ),
    1945: _names(
        """
        誠/マコト 和夫/カズオ 博/ヒロシ 隆/タカシ 進/ススム 修/オサム 浩/ヒロシ 豊/ユタカ
        健一/ケンイチ 昭夫/アキオ 幸雄/ユキオ 哲也/テツヤ 浩二/コウジ 明/アキラ 勝/マサル
        光男/ミツオ 靖󠄂/ヤスシ
        """
    ),
    1975: _names(
        """
        大輔/ダイスケ 健太/ケンタ 拓也/タクヤ 直樹/ナオキ 達也/タツヤ 翔太/ショウタ 雄太/ユウタ
        亮/リョウ 祐介/ユウスケ 哲平/テッペイ 将/ショウ 慎吾/シンゴ 淳/ジュン 浩平/コウヘイ
        俊介/シュンスケ
        """
    ),
    2005: _names(
        """
        蓮/レン 陽翔/ハルト 湊/ミナト 悠真/ユウマ 大翔/ヒロト 蒼/アオイ 律/リツ 樹/イツキ
        朝陽/アサヒ 新/アラタ 颯太/ソウタ 伊織/イオリ 奏/カナデ 結翔/ユイト 𠮷平/キッペイ
        """
    ),
}
FEMALE_NAMES: dict[int, tuple[Name, ...]] = {
    1900: _names(
        """
        ハナ/ハナ キク/キク ヨシ/ヨシ トメ/トメ 千代/チヨ 文子/フミコ 静子/シズコ 久子/ヒサコ
        ヱイ/エイ ミヱ/ミエ 登美/トミ 喜代/キヨ 志津/シヅ 多津子/タヅコ 美代子/ミヨコ
        """
    ),
    1945: _names(
        """
        和子/カズコ 洋子/ヨウコ 恵子/ケイコ 京子/キョウコ 由美子/ユミコ 久美子/クミコ
        裕子/ユウコ 真由美/マユミ 幸子/サチコ 節子/セツコ 悦子/エツコ 順子/ジュンコ 智子/トモコ
        明美/アケミ 千鶴/チヅル
        """
    ),
    1975: _names(
        """
        美穂/ミホ 愛/アイ 恵/メグミ 麻衣/マイ 沙織/サオリ 彩/アヤ 千尋/チヒロ 舞/マイ
        香織/カオリ 優子/ユウコ めぐみ/メグミ あゆみ/アユミ 瞳/ヒトミ 由佳/ユカ 美津紀/ミツキ
        """
    ),
    2005: _names(
        """
        陽葵/ヒマリ 凛/リン 結菜/ユイナ 芽依/メイ 紬/ツムギ 葵/アオイ 咲良/サクラ 莉子/リコ
        さくら/サクラ ひなた/ヒナタ 澪/ミオ 心春/コハル 詩/ウタ 美月/ミヅキ 渚󠄂/ナギサ
        """
    ),
}


def _foreign(text: str) -> tuple[Name, ...]:
    lines = (line.strip().split("/") for line in text.strip().splitlines())
    return tuple((latin, reading) for latin, reading in lines)


# nationality: (family names, male given, female given) in Latin letters and as they sound.
FOREIGN_NAMES: dict[str, tuple[tuple[Name, ...], tuple[Name, ...], tuple[Name, ...]]] = {
    "ベトナム": (
        _names("NGUYEN/グエン TRAN/チャン LE/レー PHAM/ファム VU/ヴー"),
        _foreign("VAN AN/ヴァン　アン\nDUC MINH/ドゥック　ミン\nQUANG HUY/クアン　フイ"),
        _foreign("THI LAN/ティ　ラン\nTHI HOA/ティ　ホア\nNGOC ANH/ゴック　アン"),
    ),
    "ブラジル": (
        _names("SILVA/シルヴァ SANTOS/サントス OLIVEIRA/オリヴェイラ SOUZA/ソウザ"),
        _foreign("LUCAS/ルーカス\nPEDRO HENRIQUE/ペドロ　エンリケ\nMATHEUS/マテウス"),
        _foreign("ANA PAULA/アナ　パウラ\nJULIANA/ジュリアナ\nVALERIA/ヴァレリア"),
    ),
    "フィリピン": (
        _names("DELA-CRUZ/デラ・クルス REYES/レイエス GARCIA/ガルシア BAUTISTA/バウティスタ"),
        _foreign("JOSE MARI/ホセ　マリ\nMARK ANTHONY/マーク　アンソニー"),
        _foreign("MARIA CRISTINA/マリア　クリスティーナ\nROSE ANN/ローズ　アン"),
    ),
    "ネパール": (
        _names("SHRESTHA/シュレスタ GURUNG/グルン TAMANG/タマン"),
        _foreign("BIKASH/ビカス\nSURESH KUMAR/スレス　クマール"),
        _foreign("SITA/シタ\nANJALI/アンジャリ"),
    ),
    "アメリカ": (
        _names("SMITH/スミス JOHNSON/ジョンソン MILLER/ミラー"),
        _foreign("JOHN WILLIAM/ジョン　ウィリアム\nROBERT/ロバート"),
        _foreign("MARY ANN/メアリー　アン\nEMILY/エミリー"),
    ),
}
# nationality: (family, given male, given female), each as Latin letters/characters/reading.
KANJI_FOREIGN_NAMES: dict[str, tuple[str, str, str]] = {
    "中国": (
        "WANG/王/オウ LI/李/リ ZHANG/張/チョウ CHEN/陳/チン LIU/劉/リュウ",
        "WEI/偉/イ QIANG/強/キョウ HAO/浩/コウ",
        "FANG/芳/ホウ NA/娜/ナ XIUYING/秀英/シュウエイ",
    ),
    "韓国": (
        "KIM/金/キム LEE/李/イ PARK/朴/パク CHOI/崔/チェ",
        "MINJUN/民俊/ミンジュン SUNGHO/成浩/ソンホ",
        "JIWOO/智友/ジウ MIKYUNG/美京/ミギョン",
    ),
}
COMMON_SURNAMES = _names(
    "金田/カネダ 木下/キノシタ 新井/アライ 高山/タカヤマ 林/ハヤシ 平山/ヒラヤマ"
)
COMMON_MALE = _names("正夫/マサオ 健/ケン 英雄/ヒデオ 光一/コウイチ")
COMMON_FEMALE = _names("美子/ヨシコ 順子/ジュンコ 真理/マリ 恵美/エミ")
