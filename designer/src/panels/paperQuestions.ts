/** What is asked about the form as a whole and about one page. */
import type { Editor } from '../editor/editor.svelte'
import { onPage } from '../template/edits/elements'
import { readKey, withKey } from '../template/keys'
import { sizeOf, type Page } from '../template/types'
import { lengthQuestion, question, type Asked } from './questions'

const SIDED = 'print.duplex'
const ONE_SIDED = 'none'
const FORM = [
  question(SIDED, 'どの面に印刷しますか', 'choice', {
    choices: [
      { value: ONE_SIDED, label: '片面' },
      { value: 'longEdge', label: '両面（長い辺でとじる）' },
      { value: 'shortEdge', label: '両面（短い辺でとじる）' },
    ],
  }),
  question('print.copies', '何部印刷しますか', 'number', { unit: '部', minimum: 1, maximum: 99, step: 1 }),
  question('print.tray', '用紙トレイの名前', 'text', { maximum: 50, help: '空欄なら、プリンターに任せます。' }),
  question('print.prePrinted', '印刷済みの用紙を使いますか', 'boolean', { help: '枠や市の名前が刷ってある用紙に、値だけを印字します。下敷きは印刷しません。' }),
  question('consent', '署名の前に見せる文', 'longText', { maximum: 500, help: '空欄なら、市の決まった文を見せます。' }),
]

/** Of the whole form; its name stands at the top of the screen. */
export const formQuestions = (editor: Editor): Asked[] =>
  FORM.map((property) => ({
    property,
    value: readKey(editor.template, property.key) ?? (property.key === SIDED ? ONE_SIDED : undefined),
    mustAnswer: property.key === SIDED,
    change: (value, merge = false) =>
      editor.apply(property.question, (template) => withKey(template, property.key, value), merge ? `form ${property.key}` : ''),
  }))

const OWN = 'own'
const PAGE = [
  question('name', '用紙の呼び名', 'text', { maximum: 100 }),
  question('grid', '方眼の間隔', 'number', { unit: 'mm', minimum: 0.1, maximum: 50, step: 0.5, help: '置くときに、この間隔にそろいます。' }),
]
const SIZE = question('size', '大きさと向き', 'choice', {
  choices: [
    { value: 'A4', label: 'A4 縦' },
    { value: 'A4 landscape', label: 'A4 横' },
    { value: 'A3', label: 'A3 縦' },
    { value: 'A3 landscape', label: 'A3 横' },
    { value: 'A5', label: 'A5 縦' },
    { value: 'A5 landscape', label: 'A5 横' },
    { value: OWN, label: 'ほかの大きさ' },
  ],
})
const SIDES = ['用紙の幅', '用紙の高さ'].map((words, index) => lengthQuestion(`size ${index}`, words, 21, 1200))
// In the order of the template.
const MARGINS = ['上の余白', '下の余白', '左の余白', '右の余白'].map((words, index) => lengthQuestion(`margin ${index}`, words, 0, 200))

/** Of one page: its name, size, margins and grid. */
export function pageQuestions(editor: Editor, page: Page): Asked[] {
  const put = (words: string, key: string, value: unknown, merge = false): void =>
    editor.apply(words, onPage(page.id, (before) => withKey<Page>(before, key, value)), merge ? `${page.id} ${key}` : '')
  const one = (list: readonly number[], index: number, value: unknown): number[] => list.map((before, place) => (place === index ? Number(value ?? 0) : before))

  const size = sizeOf(page)
  const isOwn = typeof page.size !== 'string'
  const margins = MARGINS.map((_, index) => page.margin?.[index] ?? 0)
  const [name, grid] = PAGE.map((property) => ({
    property,
    value: page[property.key],
    change: (value: unknown, merge?: boolean) => put(property.question, property.key, value, merge),
  }))
  const sides = SIDES.map((property, index) => ({
    property,
    value: size[index],
    mustAnswer: true,
    change: (value: unknown, merge?: boolean) => put('用紙の大きさ', 'size', one(size, index, value), merge),
  }))
  const around = MARGINS.map((property, index) => ({
    property,
    value: page.margin?.[index],
    change: (value: unknown, merge?: boolean) => put('余白', 'margin', one(margins, index, value), merge),
  }))
  const sheet: Asked = {
    property: SIZE,
    value: isOwn ? OWN : page.size,
    mustAnswer: true,
    change: (value) => put('用紙の大きさ', 'size', value === OWN ? [...size] : value),
  }
  return [name, sheet, ...(isOwn ? sides : []), ...around, grid].filter((asked) => asked !== undefined)
}

const USE = question('printed', '下敷きをどう使いますか', 'choice', {
  choices: [
    { value: 'never', label: 'なぞるだけ（印刷しない）' },
    { value: 'always', label: 'いっしょに印刷する' },
  ],
})
const PLACE = [
  lengthQuestion('x', '左から', -500, 1200),
  lengthQuestion('y', '上から', -500, 1200),
  lengthQuestion('w', '幅', 1, 1200),
  lengthQuestion('h', '高さ', 1, 1200),
]

/** Of the picture under a page. */
export function backgroundQuestions(editor: Editor, page: Page): Asked[] {
  const { background } = page
  if (!background) return []
  return [USE, ...PLACE].map((property) => ({
    property,
    value: readKey(background, property.key) ?? 'never',
    mustAnswer: true,
    change: (value, merge = false) =>
      editor.apply('下敷き', onPage(page.id, (before) => withKey<Page>(before, `background.${property.key}`, value)), merge ? `${page.id} background ${property.key}` : ''),
  }))
}
