import { expect, test } from 'vitest'

import type { FormDataItem } from './catalogue.svelte'
import { atPosition, foundItems, itemGroups, labelOf, ownItems, positionOf, reasonAgainst, treeLines } from './items'

const item = (name: string, label: string, path: string[], type = 'text', list: string | null = null): FormDataItem => ({
  name,
  label,
  path,
  type,
  list,
  choices: [],
  sample: '',
})
const ITEMS = [
  item('change.kind', '異動の種類', ['異動'], 'choice'),
  item('new_address.text', '新しい住所', ['住所', '新しい住所']),
  item('notifier.address', '届出人の住所', ['届出人']),
  item('persons', '異動する人', ['異動する人'], 'list'),
  item('persons[].name', '氏名', ['異動する人'], 'text', 'persons'),
]
const ALL = new Set(ITEMS.map(({ name }) => name))
const names = (items: FormDataItem[]): string[] => items.map(({ name }) => name)

test('items are found by kanji, by kana of either kind, and by several words', () => {
  expect(names(foundItems(ITEMS, '住所', ALL))).toEqual(['new_address.text', 'notifier.address'])
  expect(names(foundItems(ITEMS, 'じゅうしょ', ALL))).toEqual(['new_address.text', 'notifier.address'])
  expect(names(foundItems(ITEMS, 'ジュウショ　とどけ', ALL))).toEqual(['notifier.address'])
  expect(names(foundItems(ITEMS, 'いどうのしゅるい', ALL))).toEqual(['change.kind'])
  expect(names(foundItems(ITEMS, 'なまえ', ALL))).toEqual(['persons[].name'])
})

test('an item that this field cannot print says why', () => {
  const date = item('case.accepted_on', '受付日', ['受付'], 'date')
  const use = { types: new Set(['text']), printer: 'マス目', row: '' }

  expect(reasonAgainst(date, use)).toBe('「マス目」では「日付」の項目を印字できません。')
  expect(reasonAgainst(item('city.name', '市区町村名', []), use)).toBe('')
})

test('what can be chosen stands before a better match that cannot', () => {
  expect(names(foundItems(ITEMS, '住所', new Set(['notifier.address'])))).toEqual(['notifier.address', 'new_address.text'])
})

test('items of a list stand in its own row alone', () => {
  const name = item('persons[].name', '氏名', [], 'text', 'persons')

  expect(reasonAgainst(name, { row: 'persons' })).toBe('')
  expect(reasonAgainst(name, { row: '' })).toBe('くり返しの行の中で使う項目です。')
  expect(reasonAgainst(name, { row: 'seal.persons' })).toBe('ほかの一覧の項目です。この行では使えません。')
  expect(reasonAgainst(name, { row: '', anyRow: true })).toBe('')
  expect(reasonAgainst(name, { row: '', anyRow: true, taken: new Set(['persons[].name']) })).toBe('もう聞いています。')
})

test('shortcuts come first and closed groups hide their items', () => {
  const groups = itemGroups(ITEMS, ['change.kind'], ['new_address.text', 'gone'])

  expect(groups.map(({ label }) => label)).toEqual(['最近使った項目', 'この帳票で聞いている項目', '異動', '住所', '届出人', '異動する人'])
  const lines = treeLines(groups, new Set(['/住所', '/住所/新しい住所']))
  expect(lines.map(({ id, level }) => [id, level])).toEqual([
    ['!recent', 1],
    ['!asked', 1],
    ['/異動', 1],
    ['/住所', 1],
    ['/住所/新しい住所', 2],
    ['/住所/新しい住所=new_address.text', 3],
    ['/届出人', 1],
    ['/異動する人', 1],
  ])
})

test('a field is called by its label, with its position when it has one', () => {
  expect(labelOf(ITEMS, 'persons[].name')).toBe('氏名')
  expect(labelOf(ITEMS, 'persons[0].name')).toBe('氏名（1番目）')
  expect(labelOf(ITEMS, 'gone.item')).toBe('登録されていない項目')
})

test('the items of this form alone come from its inputs', () => {
  const inputs = [
    { key: 'own.pet', label: 'ペットの種類', type: 'choice', choices: [{ value: 'DOG', label: '犬' }] },
    { key: 'change.kind', label: '異動の種類', type: 'choice' },
  ]

  expect(ownItems(inputs)).toEqual([
    { name: 'own.pet', label: 'ペットの種類', path: ['この帳票だけの項目'], type: 'choice', list: null, choices: [{ value: 'DOG', label: '犬' }], sample: '' },
  ])
})

test('outside of rows an item is that of one entry of its list', () => {
  expect(atPosition('persons[].name', 2)).toBe('persons[1].name')
  expect(atPosition('city.name', 2)).toBe('city.name')
  expect(positionOf('persons[1].name')).toBe(2)
  expect(positionOf('persons[].name')).toBeUndefined()
})
