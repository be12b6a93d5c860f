import { expect, test } from 'vitest'

import { readNumber, readNumbers, shown, stepped } from './numbers'

test('numbers are read as officials type them', () => {
  expect(readNumber('１０．５', {}).value).toBe(10.5)
  expect(readNumber(' 12 ', {}).value).toBe(12)
  expect(readNumber('ー３', {}).value).toBe(-3)
})

test('what is no number, too small or too large is told and not taken', () => {
  expect(readNumber('十', {})).toEqual({ value: undefined, fault: '数字で入れてください（例 10.5）。' })
  expect(readNumber('2', { minimum: 3 })).toEqual({ value: undefined, fault: '3 以上にしてください。' })
  expect(readNumber('200', { maximum: 144 })).toEqual({ value: undefined, fault: '144 以下にしてください。' })
})

test('a step goes to the next value of the grid and stays within the limits', () => {
  expect(stepped(10, 0.5, 1, {})).toBe(10.5)
  expect(stepped(10.2, 0.5, 1, {})).toBe(10.5)
  expect(stepped(10.2, 0.5, -1, {})).toBe(10)
  expect(stepped(0.3, 0.1, -1, { minimum: 0.25 })).toBe(0.25)
  expect(stepped(144, 1, 1, { maximum: 144 })).toBe(144)
})

test('binary crumbs are not shown', () => {
  expect(shown(0.1 + 0.2)).toBe('0.3')
})

test('several numbers are read with anything between them', () => {
  expect(readNumbers('４・４・4')).toEqual([4, 4, 4])
  expect(readNumbers('なし')).toBeUndefined()
})
