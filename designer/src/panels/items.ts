/** Data items as the official picks them: what may stand where, the tree of groups, the search. */
import type { Input } from '../template/types'
import type { FormDataItem } from './catalogue.svelte'
import { folded, soughtText } from './readings'

export const OWN_PREFIX = 'own.'
export const OWN_GROUP = 'この帳票だけの項目'
const ASKED_GROUP = 'この帳票で聞いている項目'
const RECENT_GROUP = '最近使った項目'

/** What a picked item is wanted for. */
export interface Use {
  /** The types that can stand here; any when left out. */
  types?: ReadonlySet<string>
  /** Who prints it, for the reason: «マス目». */
  printer?: string
  /** The list of the repeated row that it stands in; empty outside of rows. */
  row: string
  /** Whether rows matter at all: an input may be asked of every row's item. */
  anyRow?: boolean
  /** What is there already and cannot be taken twice. */
  taken?: ReadonlySet<string>
}

export const TYPE_WORDS: Readonly<Record<string, string>> = {
  text: '文字',
  longText: '長い文章',
  date: '日付',
  choice: '選択肢から一つ',
  choices: '選択肢からいくつでも',
  number: '数',
  boolean: 'はい・いいえ',
  list: '一覧（くり返し）',
  image: '画像',
}

/** Why an item cannot stand here, as a sentence; empty when it can. */
export function reasonAgainst(item: FormDataItem, use: Use): string {
  if (use.taken?.has(item.name)) return 'もう聞いています。'
  if (use.types && !use.types.has(item.type)) {
    const what = TYPE_WORDS[item.type] ?? '種類'
    return `「${use.printer ?? 'この欄'}」では「${what}」の項目を印字できません。`
  }
  if (!use.anyRow && item.list && item.list !== use.row) {
    return use.row ? 'ほかの一覧の項目です。この行では使えません。' : 'くり返しの行の中で使う項目です。'
  }
  return ''
}

/** The items that only this form has, from its inputs. */
export function ownItems(inputs: readonly Input[]): FormDataItem[] {
  return inputs
    .filter((input) => input.key.startsWith(OWN_PREFIX))
    .map(({ key, label, type, choices = [] }) => ({
      name: key,
      label,
      path: [OWN_GROUP],
      type,
      list: null,
      choices: choices.map(({ value, label: words }) => ({ value, label: words })),
      sample: '',
    }))
}

/** The name under which an item is listed: `persons[2].name` is `persons[].name`. */
export const generalName = (field: string): string => field.replace(/\[\d+\]/g, '[]')

/** The list whose rows an item belongs to; empty for others. */
export const listOf = (field: string): string => (field.includes('[]') ? (field.split('[]')[0] ?? '') : '')

export const findItem = (items: readonly FormDataItem[], field: string): FormDataItem | undefined => {
  const name = generalName(field)
  return items.find((item) => item.name === name)
}

/** What a field is called; `persons[1].name` is «氏名（２人目）». */
export function labelOf(items: readonly FormDataItem[], field: string): string {
  const item = findItem(items, field)
  if (!item) return field ? '登録されていない項目' : ''
  const position = positionOf(field)
  return position ? `${item.label}（${position}番目）` : item.label
}

/** The item of the first, second … entry of its list; others stay as they are. */
export const atPosition = (name: string, position: number): string => name.replace('[]', `[${position - 1}]`)

/** Which entry of a list a field names. */
export function positionOf(field: string): number | undefined {
  const index = /\[(\d+)\]/.exec(field)?.[1]
  return index === undefined ? undefined : Number(index) + 1
}

export interface Group {
  id: string
  label: string
  groups: Group[]
  items: FormDataItem[]
}

/** The groups of the picker: shortcuts first, then everything by subject. */
export function itemGroups(items: readonly FormDataItem[], asked: readonly string[], recent: readonly string[]): Group[] {
  const named = (names: readonly string[]): FormDataItem[] =>
    names.map((name) => items.find((item) => item.name === name)).filter((item) => item !== undefined)
  const shortcuts = [
    { id: '!recent', label: RECENT_GROUP, groups: [], items: named(recent) },
    { id: '!asked', label: ASKED_GROUP, groups: [], items: named(asked) },
  ].filter((group) => group.items.length)
  const top: Group = { id: '', label: '', groups: [], items: [] }
  for (const item of items) placeOf(top, item.path).items.push(item)
  return [...shortcuts, ...top.groups]
}

function placeOf(top: Group, path: readonly string[]): Group {
  let group = top
  for (const label of path.length ? path : ['そのほか']) {
    let below = group.groups.find((known) => known.label === label)
    if (!below) group.groups.push((below = { id: `${group.id}/${label}`, label, groups: [], items: [] }))
    group = below
  }
  return group
}

/** The items that a search finds, best first: what can be chosen, then what begins or ends with it. */
export function foundItems(items: readonly FormDataItem[], query: string, usable: ReadonlySet<string>): FormDataItem[] {
  const words = query.split(/[\s　]+/).map(folded).filter(Boolean)
  const rank = (item: FormDataItem): number => {
    const text = soughtText([item.label, ...item.path].join('\n')) + folded(item.sample)
    if (!words.every((word) => text.includes(word))) return -1
    const [first = ''] = words
    const label = soughtText(item.label)
    return Number(label.includes(first)) + Number(label.startsWith(first)) + Number(label.split('\n').some((line) => line.endsWith(first)))
  }
  return items
    .map((item) => ({ item, rank: rank(item) }))
    .filter((found) => found.rank >= 0)
    .toSorted((one, other) => Number(usable.has(other.item.name)) - Number(usable.has(one.item.name)) || other.rank - one.rank || one.item.label.length - other.item.label.length)
    .map(({ item }) => item)
}

/** One line of the tree as it is shown. */
export type TreeLine =
  | { id: string; level: number; group: Group; isOpen: boolean; parent: string }
  | { id: string; level: number; item: FormDataItem; parent: string }

/** The lines of the tree, from the groups that are open. */
export function treeLines(groups: readonly Group[], open: ReadonlySet<string>, level = 1, parent = ''): TreeLine[] {
  return groups.flatMap((group) => {
    const isOpen = open.has(group.id)
    const line = { id: group.id, level, group, isOpen, parent }
    if (!isOpen) return [line]
    const items = group.items.map((item) => ({ id: `${group.id}=${item.name}`, level: level + 1, item, parent: group.id }))
    return [line, ...treeLines(group.groups, open, level + 1, group.id), ...items]
  })
}

const RECENT = 'madoguchi.items'
const MOST_RECENT = 6

/** The items used last at this PC; names of items only, never values. */
export function recentItems(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT) ?? '[]')
    return Array.isArray(kept) ? kept.filter((name): name is string => typeof name === 'string') : []
  } catch {
    return []
  }
}

export function rememberItem(name: string): void {
  if (name.startsWith(OWN_PREFIX)) return // in another form it is something else
  const names = [name, ...recentItems().filter((other) => other !== name)].slice(0, MOST_RECENT)
  localStorage.setItem(RECENT, JSON.stringify(names))
}
