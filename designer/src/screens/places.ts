/** Where a fault of a template stands, and how its fields are called. */
import type { FieldKind, FormDataItem } from '../panels/catalogue.svelte'
import { allElements } from '../editor/editor.svelte'
import type { Element, Page, Template } from '../template/types'

/** The page and element that a JSON path such as `pages[0].elements[3].bind` leads to. */
export function elementAt(template: Template, place: string): { page: Page; element: Element | undefined } | undefined {
  const [, pageNumber, elementNumber, innerNumber] = /pages[.[](\d+)\]?(?:\.elements[.[](\d+)\]?)?(?:\.elements[.[](\d+))?/.exec(place) ?? []
  const page = pageNumber === undefined ? undefined : template.pages[Number(pageNumber)]
  if (!page) return undefined
  const outer = elementNumber === undefined ? undefined : page.elements[Number(elementNumber)]
  return { page, element: (innerNumber === undefined ? undefined : outer?.elements?.[Number(innerNumber)]) ?? outer }
}

/** What keys of a template are called; the questions of the kinds name many others. */
export const KEY_WORDS: Record<string, string> = {
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
  x: '左からの位置',
  y: '上からの位置',
  w: '幅',
  h: '高さ',
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

const PLACE_WORDS: readonly [RegExp, (number: number) => string][] = [
  [/^pages$/, (number) => `${number} ページ目`],
  [/^elements$/, (number) => `${number} 番目の欄`],
  [/^inputs$/, (number) => `${number} 番目の入力項目`],
  [/^(choices|validate|layers)$/, (number) => `${number} 番目`],
]

/** A JSON path in words: «1 ページ目の 3 番目の欄の「印字する項目」»; keys that no official sees stay as they are. */
export function placeWords(place: string): string {
  return [...place.matchAll(/([^.[\]]+)(?:\[(\d+)\])?/g)]
    .map(([, key = '', index]) => {
      const known = index === undefined ? undefined : PLACE_WORDS.find(([pattern]) => pattern.test(key))
      return known ? known[1](Number(index) + 1) : `「${KEY_WORDS[key] ?? key}」`
    })
    .join('の')
}

/** Names that the backend gives to kinds, questions and data items. */
export interface Vocabulary {
  kinds: readonly FieldKind[]
  items: readonly Pick<FormDataItem, 'name' | 'label'>[]
}

const LONGEST = 16

/** How an element is called: its name, what it says, what it prints, or its kind. */
export function elementName(element: Element, { kinds, items }: Vocabulary): string {
  const item = items.find(({ name }) => name === element.bind?.field)
  const kind = kinds.find((one) => one.kind === element.kind)
  const text = typeof element['text'] === 'string' ? element['text'].trim() : ''
  const name = element.name || text || item?.label || kind?.label || '欄'
  return name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name
}

export const findElement = (template: Template, id: string): Element | undefined =>
  template.pages.flatMap(allElements).find((element) => element.id === id)

export const pageName = (template: Template, id: string): string => {
  const index = template.pages.findIndex((page) => page.id === id)
  return template.pages[index]?.name || (index < 0 ? 'ページ' : `${index + 1}ページ`)
}
