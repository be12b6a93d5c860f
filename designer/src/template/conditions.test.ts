import { expect, test } from 'vitest'

import { added, conditionWords, holds, isFinished, replaced, toCondition, toTree, type Words } from './conditions'
import type { Condition } from './types'

const IN: Condition = { field: 'change.kind', op: 'eq', value: 'MOVE_IN' }
const LATE: Condition = { field: 'change.changed_on', op: 'ge', value: '2026-04-01' }
const NONE: Condition = { field: 'own.note', op: 'empty' }
const WORDS: Words = {
  label: (field) => ({ 'change.kind': '異動の種類', 'change.changed_on': '異動日', 'own.note': '備考', 'sheet.count': '枚数' })[field] ?? field,
  value: (_, value) => ({ MOVE_IN: '転入', MOVE_OUT: '転出', '2026-04-01': '令和8年4月1日' })[String(value)] ?? String(value),
  isDate: (field) => field.endsWith('_on'),
}
const words = (condition: Condition): string => conditionWords(condition, WORDS)

test.each<Condition>([
  IN,
  { all: [IN, LATE] },
  { any: [IN, { all: [LATE, NONE] }] },
  { not: { field: 'change.kind', op: 'in', value: ['MOVE_IN', 'MOVE_OUT'] } },
  { not: { any: [IN, LATE] } },
  { not: { all: [IN, LATE] } },
  { not: IN },
])('a condition comes back from its tree as it was: %j', (condition) => {
  expect(toCondition(toTree(condition))).toEqual(condition)
})

test('what says the same in fewer words is written in fewer words', () => {
  expect(toCondition(toTree({ all: [IN] }))).toEqual(IN)
  expect(toCondition(toTree({ not: { not: IN } }))).toEqual(IN)
  expect(toCondition(toTree({ not: NONE }))).toEqual({ field: 'own.note', op: 'filled' })
  expect(toCondition(toTree(undefined))).toBeUndefined()
})

test('rows that are not finished are no condition yet', () => {
  const tree = added(toTree(IN), [], { field: 'change.changed_on', op: 'ge' })

  expect(toCondition(tree)).toEqual(IN)
  expect(isFinished({ field: 'change.kind', op: 'in', value: [] })).toBe(false)
  expect(isFinished({ field: 'change.kind', op: 'filled' })).toBe(true)
})

test('parts are replaced and removed at any depth, empty groups go', () => {
  const tree = toTree({ any: [IN, { all: [LATE, NONE] }] })

  expect(toCondition(replaced(tree, [1, 0], undefined))).toEqual({ any: [IN, NONE] })
  const once = replaced(tree, [1, 1], undefined)
  expect(toCondition(replaced(once, [1, 0], undefined))).toEqual(IN)
  expect(toCondition(added(tree, [1], { field: 'sheet.count', op: 'gt', value: 1 }))).toEqual({
    any: [IN, { all: [LATE, NONE, { field: 'sheet.count', op: 'gt', value: 1 }] }],
  })
})

test('conditions are said in words', () => {
  expect(words(IN)).toBe('異動の種類が「転入」のとき')
  expect(words({ field: 'change.kind', op: 'in', value: ['MOVE_IN', 'MOVE_OUT'] })).toBe('異動の種類が「転入」か「転出」のとき')
  expect(words({ not: { field: 'change.kind', op: 'in', value: ['MOVE_IN', 'MOVE_OUT'] } })).toBe('異動の種類が「転入」「転出」のどれでもないとき')
  expect(words(LATE)).toBe('異動日が令和8年4月1日以後のとき')
  expect(words({ field: 'sheet.count', op: 'gt', value: 1 })).toBe('枚数が1より大きいとき')
  expect(words({ any: [IN, { all: [LATE, NONE] }] })).toBe('異動の種類が「転入」、または、（異動日が令和8年4月1日以後、かつ、備考が空欄）のとき')
  expect(words({ not: IN })).toBe('異動の種類が「転入」ではないとき')
  expect(words({ not: LATE })).toBe('「異動日が令和8年4月1日以後のとき」ではないとき')
  expect(words({ field: 'own.note', op: 'filled' })).toBe('備考に値があるとき')
})

test('a condition holds as the backend decides it', () => {
  const read = (field: string): unknown => ({ 'change.kind': 'MOVE_IN', 'change.changed_on': '2026-04-01', 'sheet.count': 2 })[field]

  expect(holds({ all: [IN, LATE, NONE] }, read)).toBe(true)
  expect(holds({ field: 'change.kind', op: 'ne', value: 'MOVE_OUT' }, read)).toBe(true)
  expect(holds({ field: 'own.note', op: 'ne', value: 'x' }, read)).toBe(false)
  expect(holds({ not: { field: 'own.note', op: 'in', value: ['x'] } }, read)).toBe(true)
  expect(holds({ field: 'sheet.count', op: 'gt', value: 1 }, read)).toBe(true)
  expect(holds({ field: 'sheet.count', op: 'gt', value: '1' }, read)).toBe(false)
})
