import { expect, test } from 'vitest'

import { eraWords, fromEra, toEra } from './eras'

test('a day is said in its era, the first year as 元', () => {
  expect(eraWords('2026-04-01')).toBe('令和8年4月1日')
  expect(eraWords('2019-05-01')).toBe('令和元年5月1日')
  expect(eraWords('2019-04-30')).toBe('平成31年4月30日')
  expect(eraWords('1867-01-01')).toBe('西暦1867年1月1日')
})

test('a day comes back from its era', () => {
  expect(fromEra({ era: '昭和', year: 64, month: 1, day: 7 })).toBe('1989-01-07')
  expect(fromEra(toEra('2026-11-21') ?? { era: '', year: 0, month: 0, day: 0 })).toBe('2026-11-21')
  expect(fromEra({ era: '西暦', year: 1850, month: 2, day: 3 })).toBe('1850-02-03')
})

test('a day that does not exist in the era is none', () => {
  expect(fromEra({ era: '平成', year: 31, month: 5, day: 1 })).toBeUndefined()
  expect(fromEra({ era: '令和', year: 8, month: 2, day: 30 })).toBeUndefined()
  expect(fromEra({ era: '令和', year: 0, month: 1, day: 1 })).toBeUndefined()
})
