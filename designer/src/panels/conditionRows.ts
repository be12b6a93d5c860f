/** What a row of a condition can compare, by the type of its item. */
import type { Condition } from '../template/types'
import { conditionWords, type ConditionRow, type RowComparison, type Words } from '../template/conditions'
import { eraWords } from '../template/eras'
import type { FormDataItem } from './catalogue.svelte'
import { findItem, labelOf } from './items'

export interface Offered {
  op: RowComparison
  words: string
}

const FILLED: Offered[] = [
  { op: 'filled', words: 'に値がある' },
  { op: 'empty', words: 'が空欄' },
]
const EQUAL: Offered[] = [
  { op: 'eq', words: 'が次の値' },
  { op: 'ne', words: 'が次の値以外（空欄は除く）' },
]

const BY_TYPE: Readonly<Record<string, Offered[]>> = {
  choice: [
    { op: 'in', words: 'が次のどれか' },
    { op: 'notIn', words: 'が次のどれでもない' },
    { op: 'ne', words: 'が次の値以外（空欄は除く）' },
    ...FILLED,
  ],
  boolean: [{ op: 'eq', words: 'の答えが' }, ...FILLED],
  date: [
    { op: 'ge', words: 'が次の日以後' },
    { op: 'le', words: 'が次の日以前' },
    { op: 'gt', words: 'が次の日より後' },
    { op: 'lt', words: 'が次の日より前' },
    { op: 'eq', words: 'が次の日' },
    ...FILLED,
  ],
  number: [
    ...EQUAL,
    { op: 'ge', words: 'が次の数以上' },
    { op: 'le', words: 'が次の数以下' },
    { op: 'gt', words: 'が次の数より大きい' },
    { op: 'lt', words: 'が次の数より小さい' },
    ...FILLED,
  ],
  text: [...EQUAL, { op: 'in', words: 'が次のどれか' }, { op: 'notIn', words: 'が次のどれでもない' }, ...FILLED],
}

/** The comparisons for an item; one that stands already is always among them. */
export function comparisonsFor(type: string, standing: RowComparison): Offered[] {
  const offered = BY_TYPE[type === 'longText' ? 'text' : type] ?? FILLED
  const shown = shownComparison(type, standing)
  return offered.some(({ op }) => op === shown) ? offered : [...offered, { op: shown, words: 'が次の値（ほかの比べ方）' }]
}

/** One chosen value and several are one question: «which of these». */
export const shownComparison = (type: string, op: RowComparison): RowComparison => (type === 'choice' && op === 'eq' ? 'in' : op)

/** A new row about an item: as finished as it can be. */
export function newRow(item: FormDataItem): ConditionRow {
  const op = item.type === 'text' || item.type === 'longText' ? 'filled' : (BY_TYPE[item.type]?.[0]?.op ?? 'filled')
  return { field: item.name, op }
}

/** The same row with another comparison; a value stays where it still means something. */
export function withComparison(row: ConditionRow, op: RowComparison): ConditionRow {
  const many = op === 'in' || op === 'notIn'
  const value = Array.isArray(row.value) && !many ? row.value[0] : many && row.value !== undefined && !Array.isArray(row.value) ? [row.value] : row.value
  return value === undefined ? { field: row.field, op } : { field: row.field, op, value }
}

/** Put a value in or out of «one of these»; a single one is written as a plain comparison. */
export function withValueToggled(row: ConditionRow, value: string, order: readonly string[]): ConditionRow {
  const now: unknown[] = Array.isArray(row.value) ? row.value : row.value === undefined ? [] : [row.value]
  const next = (now.includes(value) ? now.filter((other) => other !== value) : [...now, value]).toSorted(
    (one, other) => order.indexOf(String(one)) - order.indexOf(String(other)),
  )
  if (row.op === 'notIn') return { ...row, value: next }
  return next.length === 1 ? { field: row.field, op: 'eq', value: next[0] } : { field: row.field, op: 'in', value: next }
}

/** How items and their values are called in sentences. */
export const wordsOf = (items: readonly FormDataItem[]): Words => ({
  label: (field) => labelOf(items, field),
  isDate: (field) => findItem(items, field)?.type === 'date',
  value: (field, value) => {
    const item = findItem(items, field)
    if (typeof value === 'boolean') return value ? 'はい' : 'いいえ'
    if (item?.type === 'date' && typeof value === 'string') return eraWords(value)
    return item?.choices.find((choice) => choice.value === value)?.label ?? String(value)
  },
})

export const sayCondition = (condition: Condition, items: readonly FormDataItem[]): string => conditionWords(condition, wordsOf(items))
