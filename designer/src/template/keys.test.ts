import { expect, test } from 'vitest'

import { isSame, readKey, withKey } from './keys'

const ELEMENT = { id: 'a', style: { size: 9, font: 'gothic' }, bind: { field: 'city.name' } }

test('a key is read by its path', () => {
  expect(readKey(ELEMENT, 'style.size')).toBe(9)
  expect(readKey(ELEMENT, 'style.align')).toBeUndefined()
  expect(readKey(ELEMENT, 'when.field')).toBeUndefined()
})

test('writing a key leaves the rest as it is, and the original too', () => {
  const changed = withKey(ELEMENT, 'style.size', 12)

  expect(changed).toEqual({ ...ELEMENT, style: { size: 12, font: 'gothic' } })
  expect(ELEMENT.style.size).toBe(9)
  expect(changed.bind).toBe(ELEMENT.bind)
})

test('a parent goes with its last key', () => {
  expect(withKey(ELEMENT, 'bind.field', undefined)).toEqual({ id: 'a', style: ELEMENT.style })
  expect(withKey(ELEMENT, 'style.size', undefined)).toEqual({ ...ELEMENT, style: { font: 'gothic' } })
})

test('what says the same already stays the very same object', () => {
  expect(withKey(ELEMENT, 'style.size', 9)).toBe(ELEMENT)
  expect(withKey(ELEMENT, 'dash', undefined)).toBe(ELEMENT)
  const dashed = { ...ELEMENT, dash: [1, 2] }
  expect(withKey(dashed, 'dash', [1, 2])).toBe(dashed)
})

test('values are the same when all their parts are', () => {
  expect(isSame({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toBe(true)
  expect(isSame([1, 2], [1])).toBe(false)
  expect(isSame({ a: undefined }, { b: undefined })).toBe(false)
})
