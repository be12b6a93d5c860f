/**
 * How the words in the names of data items are read, so that they are found by kana.
 * Longer words stand before the words they contain.
 */
const READINGS: readonly (readonly [string, string])[] = Object.entries({
  市区町村: 'しくちょうそん',
  生年月日: 'せいねんがっぴ たんじょうび',
  個人番号: 'こじんばんごう まいなんばー',
  受付日: 'うけつけび',
  世帯主: 'せたいぬし',
  届出人: 'とどけでにん',
  届出日: 'とどけでび',
  代理人: 'だいりにん',
  配偶者: 'はいぐうしゃ',
  被保険者: 'ひほけんしゃ',
  国民健康保険: 'こくみんけんこうほけん こくほ',
  後期高齢者医療: 'こうきこうれいしゃいりょう',
  基礎年金番号: 'きそねんきんばんごう',
  金融機関: 'きんゆうきかん ぎんこう',
  口座名義: 'こうざめいぎ',
  在留資格: 'ざいりゅうしかく',
  在留期間: 'ざいりゅうきかん',
  住所地特例: 'じゅうしょちとくれい',
  筆頭者: 'ひっとうしゃ',
  証明書: 'しょうめいしょ',
  住民票: 'じゅうみんひょう',
  勤務先: 'きんむさき つとめさき',
  連絡先: 'れんらくさき',
  送付先: 'そうふさき',
  所在地: 'しょざいち',
  主治医: 'しゅじい',
  要介護: 'ようかいご',
  要支援: 'ようしえん',
  異動日: 'いどうび',
  異動: 'いどう',
  種類: 'しゅるい',
  種別: 'しゅべつ',
  住所: 'じゅうしょ',
  氏名: 'しめい なまえ',
  名前: 'なまえ',
  性別: 'せいべつ',
  続柄: 'つづきがら ぞくがら',
  国籍: 'こくせき',
  地域: 'ちいき',
  旧氏: 'きゅううじ',
  通称: 'つうしょう',
  本籍: 'ほんせき',
  関係: 'かんけい',
  範囲: 'はんい',
  付記: 'ふき',
  通数: 'つうすう',
  提出先: 'ていしゅつさき',
  提出: 'ていしゅつ',
  使いみち: 'つかいみち',
  戸籍: 'こせき',
  年度: 'ねんど',
  資格: 'しかく',
  取得: 'しゅとく',
  喪失: 'そうしつ',
  理由: 'りゆう',
  事由: 'じゆう',
  記号: 'きごう',
  番号: 'ばんごう',
  電話: 'でんわ',
  郵便: 'ゆうびん',
  受付: 'うけつけ',
  国民: 'こくみん',
  医療: 'いりょう',
  介護: 'かいご',
  保険: 'ほけん',
  手当: 'てあて',
  機関: 'きかん',
  保険料: 'ほけんりょう',
  委任: 'いにん',
  確認: 'かくにん',
  方法: 'ほうほう',
  登録: 'とうろく',
  印鑑: 'いんかん',
  退職: 'たいしょく',
  口座: 'こうざ',
  希望: 'きぼう',
  納付: 'のうふ',
  免除: 'めんじょ',
  申請: 'しんせい',
  請求: 'せいきゅう',
  職業: 'しょくぎょう',
  年金: 'ねんきん',
  受給者: 'じゅきゅうしゃ',
  児童: 'じどう',
  同居: 'どうきょ',
  別居: 'べっきょ',
  監護: 'かんご',
  支店: 'してん',
  預金: 'よきん',
  施設: 'しせつ',
  入所: 'にゅうしょ',
  入院: 'にゅういん',
  有効期間: 'ゆうこうきかん',
  場所: 'ばしょ',
  署名: 'しょめい',
  窓口: 'まどぐち',
  宛先: 'あてさき',
  職名: 'しょくめい',
  年齢: 'ねんれい',
  何枚目: 'なんまいめ',
  何人目: 'なんにんめ',
  転入: 'てんにゅう',
  転出: 'てんしゅつ',
  転居: 'てんきょ',
}).toSorted(([one], [other]) => other.length - one.length)

const KATAKANA = /[ァ-ヶ]/g

/** Text for comparing: width, case, spaces and katakana make no difference. */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(KATAKANA, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60))
    .replace(/[\s・（）()「」:：、]/g, '')

const sought = new Map<string, string>()

/** Everything a name is found by: as it is written, and as it is read. */
export function soughtText(label: string): string {
  let text = sought.get(label)
  if (text === undefined) sought.set(label, (text = madeSoughtText(label)))
  return text
}

function madeSoughtText(label: string): string {
  const read = READINGS.reduce((text, [word, reading]) => (text.includes(word) ? text.replaceAll(word, reading.split(' ')[0] ?? '') : text), label)
  const more = READINGS.filter(([word]) => label.includes(word)).map(([, reading]) => reading)
  return [label, read, more.join(' ')].map(folded).join('\n')
}
