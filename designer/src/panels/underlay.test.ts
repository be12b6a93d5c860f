import { expect, test } from 'vitest'

import { fitted } from './underlay'

const A4 = [210, 297] as const

test('a page of the size of the paper lies on it as it is', () => {
  expect(fitted({ sha256: 'a', widthMm: 209.9, heightMm: 297.1 }, A4)).toEqual({ asset: 'a', x: 0, y: 0, w: 209.9, h: 297.1, printed: 'never' })
})

test('another picture is as large as the paper allows', () => {
  expect(fitted({ sha256: 'a', widthMm: 420, heightMm: 297 }, A4)).toEqual({ asset: 'a', x: 0, y: 0, w: 210, h: 148.5, printed: 'never' })
})

test('a picture that replaces one lies where that did', () => {
  const before = { asset: 'a', x: 3, y: 4, w: 50, h: 60, printed: 'always' as const }

  expect(fitted({ sha256: 'b', widthMm: 10, heightMm: 10 }, A4, before)).toEqual({ ...before, asset: 'b' })
})
