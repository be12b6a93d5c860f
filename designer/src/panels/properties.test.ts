import { expect, test } from 'vitest'

import type { FieldKind } from './catalogue.svelte'
import { answerOf, commonProperties, mustAnswer, unitWords } from './properties'
import { question } from './questions'

const kind = (name: string, keys: string[], preset: object = {}): FieldKind => ({
  kind: name,
  label: name,
  group: '',
  help: '',
  icon: '',
  width: 1,
  height: 1,
  preset,
  mustBind: false,
  binds: [],
  isContainer: false,
  properties: keys.map((key) => question(key, key, 'number')),
})
const TEXT = kind('text', ['name', 'style.size', 'prefix', 'x'])
const BOXES = kind('charBoxes', ['style.size', 'boxes', 'x'], { boxes: 7 })
const element = (id: string, size?: number) => ({ id, kind: 'text', x: 1, y: 1, w: 1, h: 1, ...(size ? { style: { size } } : {}) })

test('several kinds are asked what they have in common, and never what stands above', () => {
  expect(commonProperties([TEXT]).map(({ key }) => key)).toEqual(['style.size', 'prefix', 'x'])
  expect(commonProperties([TEXT, BOXES]).map(({ key }) => key)).toEqual(['style.size', 'x'])
  expect(commonProperties([])).toEqual([])
})

test('an answer is shared or mixed', () => {
  expect(answerOf([element('a', 9), element('b', 9)], 'style.size')).toEqual({ isMixed: false, value: 9 })
  expect(answerOf([element('a', 9), element('b')], 'style.size')).toEqual({ isMixed: true })
})

test('a place, and what a new field of the kind has, cannot be left out', () => {
  expect([mustAnswer([TEXT], 'x'), mustAnswer([BOXES], 'boxes'), mustAnswer([TEXT], 'prefix')]).toEqual([true, true, false])
})

test('units are said as officials say them', () => {
  expect([unitWords('pt'), unitWords('mm'), unitWords('倍')]).toEqual(['ポイント', 'mm', '倍'])
})
