import { expect, test } from 'vitest'

import { breaksRule, compiled, digitsOf, digitsPattern, messageOf, newRule, READY_PATTERNS, rulesFor, sayRule } from './validations'

const nothing = (): undefined => undefined
const breaks = (rule: string, value: string | number | undefined, answer: string): boolean | null =>
  breaksRule(value === undefined ? { rule } : { rule, value }, answer, nothing)

test('every ready shape fits its own example', () => {
  for (const { pattern, example } of READY_PATTERNS) expect(compiled(pattern)?.test(example)).toBe(true)
})

test('so many digits are a shape that is known again', () => {
  expect(digitsOf(digitsPattern(12))).toBe(12)
  expect(digitsOf('[0-9]+')).toBeUndefined()
  expect(breaks('pattern', digitsPattern(4), '12-3４')).toBe(false)
  expect(breaks('pattern', digitsPattern(4), '123')).toBe(true)
})

test('answers are checked as the backend checks them', () => {
  expect(breaks('maxLength', 3, '山田太郎')).toBe(true)
  expect(breaks('maxLength', 2, '𠮷野')).toBe(false)
  expect(breaks('minLength', 2, '山')).toBe(true)
  expect(breaks('katakana', undefined, 'ヤマダ　タロウ')).toBe(false)
  expect(breaks('katakana', undefined, 'やまだ')).toBe(true)
  expect(breaks('digits', undefined, '１２3')).toBe(false)
  expect(breaks('pattern', '(', 'x')).toBeNull()
  expect(breaksRule({ rule: 'notBefore', value: 'own.from' }, '2026-03-31', () => '2026-04-01')).toBe(true)
  expect(breaksRule({ rule: 'notBefore', value: 'own.from' }, '2026-03-31', nothing)).toBe(false)
})

test('checks are said in sentences with examples', () => {
  expect(sayRule(newRule('maxLength'), String)).toBe('60文字までです。')
  expect(sayRule(newRule('pattern'), String)).toBe('電話番号の形です（例 0545-00-0000）。')
  expect(sayRule({ rule: 'pattern', value: digitsPattern(10) }, String)).toBe('10桁の数字です。')
  expect(sayRule({ rule: 'notBefore', value: 'own.from' }, () => '開始日')).toBe('「開始日」より前の日は入れられません。')
})

test('the counter is told what to do, in the words of the form if it has some', () => {
  expect(messageOf({ rule: 'katakana' }, 'フリガナ')).toBe('「フリガナ」はカタカナで入力してください。')
  expect(messageOf({ rule: 'digits', message: '数字です。' }, '番号')).toBe('数字です。')
})

test('a type has the checks that make sense for it', () => {
  expect(rulesFor('date')).toEqual(['notBefore'])
  expect(rulesFor('boolean')).toEqual([])
})
