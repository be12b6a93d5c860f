/** What two officials did to the same place, in words. */
import { isSame, readKey } from '../template/keys'
import type { Conflict } from '../template/merge'
import type { Element, Template } from '../template/types'
import { elementName, findElement, pageName, type Vocabulary } from './places'

/** Properties that no kind asks about; questions of the kinds name all others. */
const WORDS: Record<string, string> = {
  place: '位置と大きさ',
  title: '帳票の名前',
  consent: '同意の文',
  'print.duplex': '両面印刷',
  'print.copies': '部数',
  'print.tray': '給紙トレイ',
  'print.prePrinted': '印刷済みの用紙',
  name: '名前',
  text: '文字',
  style: '見た目',
  hidden: '隠す',
  note: 'メモ',
  bind: '印字する項目',
  when: '印字する条件',
  validate: '入力の確かめ',
  group: 'グループ',
  layer: '層',
  locked: '固定',
  printed: '印刷するかどうか',
  kind: '欄の種類',
  size: '用紙の大きさ',
  margin: '余白',
  grid: '方眼',
  background: '下敷き',
  pages: 'ページの順番',
  elements: '重なりの順番',
  inputs: '入力項目の順番',
  layers: '層',
  label: '項目の名前',
  type: '入力の種類',
  choices: '選択肢',
  required: '必ず入力するか',
  prefill: '最初から入れておく値',
  help: '入力の説明',
}

/** What it is about: «「氏名」（表）の位置と大きさ». */
export function subjectOf(conflict: Conflict, template: Template, other: Template, words: Vocabulary): string {
  const { page, element, input, property } = conflict.place
  const what = property ? `の「${propertyWords(conflict, template, words)}」` : ''
  if (element) {
    const found = findElement(template, element) ?? findElement(other, element)
    return `${page ? pageName(template, page) : ''}の「${found ? elementName(found, words) : '欄'}」${what}`
  }
  if (page) return `ページ「${pageName(template.pages.some(({ id }) => id === page) ? template : other, page)}」${what}`
  if (input) return `入力項目「${inputName(template, input) ?? inputName(other, input) ?? ''}」${what}`
  return propertyWords(conflict, template, words)
}

const inputName = (template: Template, key: string): string | undefined => template.inputs?.find((input) => input.key === key)?.label

function propertyWords({ place }: Conflict, template: Template, { kinds }: Vocabulary): string {
  const element = place.element ? findElement(template, place.element) : undefined
  const asked = kinds.find(({ kind }) => kind === element?.kind)?.properties.find(({ key }) => key === place.property)
  return asked?.question ?? WORDS[place.property] ?? WORDS[place.property.split('.')[0] ?? ''] ?? '設定'
}

/** What one side did: a value in words, that it was taken away, or everything that was changed in it. */
export function sideWords(conflict: Conflict, side: 'mine' | 'theirs', template: Template, words: Vocabulary): string {
  const value = conflict[side]
  if (conflict.kind === 'order') return side === 'mine' ? '自分が並べた順番' : '相手が並べた順番'
  if (conflict.kind === 'changed') return valueWords(value, conflict, template, words)
  if (value === undefined) return '消しました。'
  const all = changesOf(conflict, template, words)
  const more = all.length - MOST_CHANGES
  return `消さずに変えました: ${all.slice(0, MOST_CHANGES).join('、')}${more > 0 ? `、ほか ${more} か所` : ''}`
}

const MOST_CHANGES = 6
const PLACE = new Set(['x', 'y', 'w', 'h'])
type Keyed = Readonly<Record<string, unknown>>

/** What the one who kept it changed in it, property by property: «文字の大きさ「12」». */
function changesOf(conflict: Conflict, template: Template, words: Vocabulary): string[] {
  const base = conflict.base as Keyed
  const now = (conflict.mine ?? conflict.theirs) as Keyed
  const changed = (before: Keyed, after: Keyed): string[] =>
    [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !isSame(before[key], after[key]))
  const styles = changed((base['style'] ?? {}) as Keyed, (now['style'] ?? {}) as Keyed).map((key) => `style.${key}`)
  const keys = changed(base, now).flatMap((key) => (key === 'style' ? styles : PLACE.has(key) ? 'place' : key))
  return [...new Set(keys)].map((property) => {
    const one = { ...conflict, place: { ...conflict.place, property } }
    if (property === 'elements') return `中の欄 ${changedEntries(base[property], now[property])} 個`
    return `${propertyWords(one, template, words)}「${valueWords(property === 'place' ? now : readKey(now, property), one, template, words)}」`
  })
}

function changedEntries(before: unknown, after: unknown): number {
  const [old, now] = [before, after].map((list) => new Map(((list ?? []) as readonly Element[]).map((element) => [element.id, element])))
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].filter((id) => !isSame(old?.get(id), now?.get(id))).length
}

function valueWords(value: unknown, conflict: Conflict, template: Template, words: Vocabulary): string {
  if (value === undefined || value === null || value === '') return 'なし'
  if (typeof value === 'boolean') return value ? 'はい' : 'いいえ'
  if (typeof value === 'object') return objectWords(value as Record<string, unknown>, conflict, words)
  return choiceWords(value, conflict, template, words) ?? String(value)
}

function choiceWords(value: unknown, { place }: Conflict, template: Template, { kinds }: Vocabulary): string | undefined {
  const element = place.element ? findElement(template, place.element) : undefined
  const asked = kinds.find(({ kind }) => kind === element?.kind)?.properties.find(({ key }) => key === place.property)
  return asked?.choices?.find((choice) => choice.value === value)?.label
}

const mm = (value: unknown): string => `${Math.round(Number(value) * 10) / 10} mm`

function objectWords(value: Record<string, unknown>, { place }: Conflict, { items }: Vocabulary): string {
  if (place.property === 'place') return `左から ${mm(value.x)}、上から ${mm(value.y)}、幅 ${mm(value.w)}、高さ ${mm(value.h)}`
  if (typeof value.field === 'string') return items.find(({ name }) => name === value.field)?.label ?? '別の項目'
  return Array.isArray(value) ? `${value.length} 件` : '別の設定'
}
