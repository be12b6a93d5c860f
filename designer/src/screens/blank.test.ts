import { expect, it } from 'vitest'

import { blankTemplate, sheetOf, underlaidTemplate } from './blank'

it('begins with white paper, and with a back side if wanted', () => {
  expect(blankTemplate('届', 'A5 landscape', false).pages.map(({ name, size }) => [name, size])).toEqual([['表', 'A5 landscape']])
  expect(blankTemplate('届', 'A4', true).pages.map(({ name }) => name)).toEqual(['表', '裏'])
  expect(blankTemplate('届', 'A4', true).print?.duplex).toBe('longEdge')
})

it('takes a page that is nearly a sheet for the sheet', () => {
  expect(sheetOf(209.9, 297.2)).toBe('A4')
  expect(sheetOf(182, 257)).toEqual([182, 257])
})

it('lays a picture behind a page of its own size', () => {
  const made = underlaidTemplate('届', [{ sha256: 'ab', widthMm: 210, heightMm: 297 }], null, false)

  expect(made.pages[0]?.size).toBe('A4')
  expect(made.pages[0]?.background).toEqual({ asset: 'ab', x: 0, y: 0, w: 210, h: 297, printed: 'never' })
})

it('fits a picture of another shape into the middle of the chosen sheet', () => {
  const made = underlaidTemplate('届', [{ sha256: 'ab', widthMm: 100, heightMm: 100 }], 'A4', true)

  expect(made.pages[0]?.background).toEqual({ asset: 'ab', x: 0, y: 43.5, w: 210, h: 210, printed: 'always' })
})
