import { expect, test } from 'vitest'

import type { FormDataItem } from './catalogue.svelte'
import { comparisonsFor, newRow, sayCondition, withComparison, withValueToggled } from './conditionRows'

const KIND: FormDataItem = {
  name: 'change.kind',
  label: '異動の種類',
  path: [],
  type: 'choice',
  list: null,
  sample: '',
  choices: [
    { value: 'MOVE_IN', label: '転入' },
    { value: 'MOVE_OUT', label: '転出' },
  ],
}
const DAY: FormDataItem = { ...KIND, name: 'change.changed_on', label: '異動日', type: 'date', choices: [] }
const ORDER = ['MOVE_IN', 'MOVE_OUT']

test('one chosen value is a plain comparison, several are «one of these»', () => {
  const one = withValueToggled(newRow(KIND), 'MOVE_OUT', ORDER)
  const two = withValueToggled(one, 'MOVE_IN', ORDER)

  expect(one).toEqual({ field: 'change.kind', op: 'eq', value: 'MOVE_OUT' })
  expect(two).toEqual({ field: 'change.kind', op: 'in', value: ['MOVE_IN', 'MOVE_OUT'] })
  expect(withValueToggled(two, 'MOVE_OUT', ORDER)).toEqual({ field: 'change.kind', op: 'eq', value: 'MOVE_IN' })
})

test('another comparison keeps the value', () => {
  expect(withComparison({ field: 'change.kind', op: 'eq', value: 'MOVE_IN' }, 'notIn')).toEqual({ field: 'change.kind', op: 'notIn', value: ['MOVE_IN'] })
  expect(withComparison({ field: 'change.kind', op: 'in', value: ['MOVE_IN'] }, 'ne')).toEqual({ field: 'change.kind', op: 'ne', value: 'MOVE_IN' })
})

test('each type has its comparisons, and a standing one is never lost', () => {
  expect(comparisonsFor('date', 'ge').map(({ op }) => op)).toEqual(['ge', 'le', 'gt', 'lt', 'eq', 'filled', 'empty'])
  expect(comparisonsFor('image', 'filled').map(({ op }) => op)).toEqual(['filled', 'empty'])
  expect(comparisonsFor('date', 'ne').at(-1)?.op).toBe('ne')
})

test('a condition is said with the words of its items', () => {
  expect(sayCondition({ field: 'change.kind', op: 'eq', value: 'MOVE_IN' }, [KIND, DAY])).toBe('異動の種類が「転入」のとき')
  expect(sayCondition({ field: 'change.changed_on', op: 'lt', value: '2026-04-01' }, [KIND, DAY])).toBe('異動日が令和8年4月1日より前のとき')
})
