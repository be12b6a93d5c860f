import { expect, test } from 'vitest'

import { entriesOf, isLabelled, toggled, withEntry } from './choices'

const OFFERED = [
  { value: 'A', label: 'あ' },
  { value: 'B', label: 'い' },
  { value: 'C', label: 'う' },
]

test('values, values with words, and several values under one word are entries', () => {
  expect(entriesOf(['B'], OFFERED)).toEqual([{ values: ['B'], text: 'い' }])
  expect(entriesOf([{ value: ['A', 'B'], text: 'あい' }], OFFERED)).toEqual([{ values: ['A', 'B'], text: 'あい' }])
  expect(entriesOf('C', OFFERED)).toEqual([{ values: ['C'], text: 'う' }])
  expect(entriesOf(undefined, OFFERED)).toEqual([])
})

test('a value is put in where the item has it', () => {
  expect(toggled(entriesOf(['A', 'C'], OFFERED), OFFERED, 'B', false).map(({ values }) => values)).toEqual([['A'], ['B'], ['C']])
})

test('taking one out of all leaves the others', () => {
  expect(toggled([], OFFERED, 'B', true).map(({ text }) => text)).toEqual(['あ', 'う'])
})

test('one of several values under a word goes alone', () => {
  const both = entriesOf([{ value: ['A', 'B'], text: 'あい' }], OFFERED)

  expect(toggled(both, OFFERED, 'A', false)).toEqual([{ values: ['B'], text: 'あい' }])
})

test('words are changed for their entry alone', () => {
  const entries = entriesOf(['A', 'B'], OFFERED)

  expect(withEntry(entries, entries[0] ?? { values: [], text: '' }, 'ア').map(({ text }) => text)).toEqual(['ア', 'い'])
  expect([isLabelled('choices'), isLabelled('blank')]).toEqual([true, false])
})
