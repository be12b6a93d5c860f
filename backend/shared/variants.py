"""Variant kanji (異体字) that search takes for one character: a small table of our own.

Each word is a group; its first character is the one the others fold to. Written from general
knowledge of the names that occur at a counter, deliberately generous: a search that finds one
person too many is corrected by looking, one that misses a person is not. Compatibility ideographs
(神, 福 …) need no entry: NFKC folds them before.
"""

_GROUPS = """
辺邊邉 浜濱濵 斉齊斎齋 高髙 崎﨑嵜㟢碕 沢澤 広廣 桜櫻 国國圀 島嶋嶌 富冨 吉𠮷 真眞
恵惠 栄榮 円圓 学學斈 関關 竜龍 滝瀧 条條 桧檜 梅楳 亀龜 児兒 寿壽 寛寬 実實 曽曾
弥彌 当當 徳德 恒恆 戸戶 来來 横橫 歩步 浅淺 渓溪 瀬瀨 猪豬 畑畠 礼禮 禄祿 穂穗
経經 緑綠 芦蘆 荘莊庄 蔵藏 豊豐 鉄鐵銕 静靜 館舘 黒黑 黄黃 槙槇 柳栁桺 桑桒 峰峯
峡峽 岳嶽 巌巖 満滿 万萬 与與 予豫 乗乘 亘亙 仏佛 会會 伝傳 体體 価價 党黨 内內
剣劍劔 勅敕 勲勳 励勵 労勞 医醫 区區 単單 厳嚴 参參 双雙 収收 叙敍 台臺 号號 塩鹽
増增 声聲 壱壹 変變 奥奧 姫姬 嬢孃 宝寶 対對 将將 尭堯 尚尙 巣巢 帯帶 帰歸 庁廳
弁辨瓣辯 応應 恋戀 悦悅 懐懷 戦戰 挙擧 摂攝 数數 旧舊 昂昻 晃晄 晋晉 暁曉 暦曆
柏栢 栖棲 楽樂 様樣 欧歐 歓歡 毎每 気氣 沖冲 清淸 渋澁 温溫 済濟 湾灣 灯燈 為爲
焼燒 煕熙凞 狭狹 瑶瑤 画畫 発發 称稱 稲稻 穣穰 粋粹 糸絲 絵繪 継繼 続續 総總 縁緣
聡聰 舎舍 芸藝 薮藪 虎乕 虫蟲 蛍螢 衛衞 覚覺 観觀 訳譯 説說 読讀 譲讓 賛贊 頼賴
転轉 軽輕 遥遙 郷鄕 隣鄰 野埜 銭錢 録錄 鎮鎭 霊靈 青靑 頴穎 顕顯 鴎鷗 麦麥 麹麴
黙默 歯齒 齢齡 祷禱 祢禰 籠篭 蓑簑 淵渕渊 鰺鯵 蒋蔣 鶏鷄 髪髮 駅驛 験驗 釈釋
酔醉 陥陷 険險 隠隱 雑雜 鋭銳 閲閱 遅遲 逓遞 瓶甁 産產 研硏 秘祕 穏穩 竃竈 繊纖
翆翠 耻恥 聴聽 胆膽 脳腦 臓臟 茎莖 虚虛 処處 証證 触觸 誉譽 謡謠 弐貳貮 跡迹 践踐
逹達 醤醬 鈎鉤 鉱鑛 闘鬪 随隨 髄髓 鹸鹼 麺麵 余餘 仮假 両兩 並竝 乱亂 争爭 亜亞
拝拜 拡擴 択擇 担擔 抜拔 払拂 挿插 揺搖 断斷 昼晝 枢樞 栃杤 桟棧 検檢 楼樓 権權
残殘 殻殼 沈沉 涙淚 湿濕 潜潛 炉爐 点點 焔焰 犠犧 独獨 献獻 畳疊 痩瘦 盗盜 県縣
砕碎 窃竊 竪豎 糧粮 縄繩 縦縱 繋繫 缶罐 臥卧 艶艷 荊荆 薬藥 装裝 覧覽 賎賤 輌輛
辞辭 醸釀 鋪舗 錬鍊 頬頰 顔顏 餅餠 駆驅 騒騷 剥剝 填塡 嘘噓 噛嚙 尽盡 屡屢
属屬 廃廢 弾彈 従從 徴徵 慎愼 戯戲 戻戾 掴摑 撃擊 捜搜 掻搔 攅攢 昿曠 枡桝 歴歷
殴毆 溌潑 灌潅 畴疇 疎疏 痴癡 皐皋 盖蓋 砺礪 礒磯 祇祗 秋龝穐 窓窻 粛肅 纒纏
"""


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for group in _GROUPS.split():
        head = table.get(group[0], group[0])
        for variant in group[1:]:
            table[variant] = head
    return table


VARIANT_OF = _table()
