import { expect, test } from 'vitest'

import { Outlines, type GlyphAnswer } from './outlines'
import { neededGlyphs, shapesOf, spoken, type OutlineSource } from './shapes'

const none: OutlineSource = { unitsPerEm: () => undefined, outline: () => undefined }
const some: OutlineSource = { unitsPerEm: () => 1000, outline: (_, glyph) => (glyph === 3 ? '' : `m0 0l${glyph} 0z`) }

test('a run of glyphs is one path, each outline where its glyph stands', () => {
  const run = { kind: 'glyphs' as const, x: 10, y: 20, size: 72, font: 'f', glyphs: [1, 3, 2], offsets: [0, 12.7, 25.4], text: 'あ い' }

  expect(shapesOf(run, some)).toEqual([
    { tag: 'path', attributes: { d: 'M0 0m0 0l1 0zM1000 0m0 0l2 0z', transform: 'translate(10 20) scale(0.0254)', fill: '#000000' } },
  ])
  expect(shapesOf(run, none)).toBeNull()
})

test('a rectangle begins where PDF begins it, so that its dashes are the same', () => {
  const [shape] = shapesOf({ kind: 'rect', x: 1, y: 2, w: 3, h: 4, width: 0.25, dash: [1, 0.5], fill: '#ffffff' }, none) ?? []

  expect(shape?.attributes).toEqual({
    d: 'M1 6h3v-4h-3z',
    fill: '#ffffff',
    stroke: '#000000',
    'stroke-width': '0.25',
    'stroke-miterlimit': '10',
    'stroke-dasharray': '1 0.5',
  })
})

test('a ground without a frame is not stroked', () => {
  const [shape] = shapesOf({ kind: 'rect', x: 0, y: 0, w: 1, h: 1, fill: '#eeeeee' }, none) ?? []

  expect(shape?.attributes).toEqual({ d: 'M0 1h1v-1h-1z', fill: '#eeeeee' })
})

test('round corners and circles are the curves of the PDF', () => {
  const [rounded] = shapesOf({ kind: 'rect', x: 0, y: 0, w: 10, h: 4, width: 0.2, radius: 9 }, none) ?? []
  const [circle] = shapesOf({ kind: 'ellipse', x: 0, y: 0, w: 2, h: 2, width: 0.3 }, none) ?? []

  expect(rounded?.attributes['d']).toBe('M8 0C9.105 0 10 0.895 10 2L10 2C10 3.105 9.105 4 8 4L2 4C0.895 4 0 3.105 0 2L0 2C0 0.895 0.895 0 2 0z')
  expect(circle?.attributes['d']).toContain('C1.552 0 2 0.448 2 1')
})

test('a pen’s line is round, every other line is cut', () => {
  const points: [number, number][] = [
    [0, 0],
    [1, 1],
  ]

  expect(shapesOf({ kind: 'line', points, width: 0.4, cap: 'round' }, none)?.[0]?.attributes).toMatchObject({ d: 'M0 0L1 1', 'stroke-linecap': 'round', fill: 'none' })
  expect(shapesOf({ kind: 'line', points, width: 0.4 }, none)?.[0]?.attributes).not.toHaveProperty('stroke-linecap')
})

test('a drawing’s path keeps its rule, a code is one path', () => {
  const path = shapesOf({ kind: 'path', commands: [['M', 1, 2], ['C', 1, 1, 2, 2, 3, 3], ['Z']], fill: '#112233', rule: 'evenodd' }, none)
  const code = shapesOf({ kind: 'rects', rects: [[0, 0, 1, 1], [2, 0, 1, 1]], text: '2026' }, none)

  expect(path?.[0]?.attributes).toEqual({ d: 'M1 2C1 1 2 2 3 3Z', fill: '#112233', 'fill-rule': 'evenodd' })
  expect(code?.[0]?.attributes['d']).toBe('M0 1h1v-1h-1zM2 1h1v-1h-1z')
})

test('a block says its words', () => {
  expect(spoken([{ kind: 'rects', rects: [], text: '番号' }, { kind: 'line', points: [], width: 1 }])).toBe('番号')
})

test('missing outlines are fetched once, in one request a font, and whoever waits is told', async () => {
  const asked: [string, readonly number[]][] = []
  const fetch = async (font: string, glyphs: readonly number[]): Promise<GlyphAnswer> => {
    asked.push([font, glyphs])
    return { unitsPerEm: 2048, outlines: Object.fromEntries(glyphs.map((glyph) => [glyph, `m${glyph}`])) }
  }
  const outlines = new Outlines(fetch)
  const told = new Promise<void>((resolve) => outlines.listen(resolve))
  const run = (glyphs: number[]) => ({ kind: 'glyphs' as const, x: 0, y: 0, size: 1, font: 'f', glyphs, offsets: [], text: '' })

  outlines.want(neededGlyphs([run([5, 4]), run([4, 9])]))
  outlines.want(neededGlyphs([run([9])]))
  await told
  outlines.want(neededGlyphs([run([4])]))
  await Promise.resolve()

  expect(asked).toEqual([['f', [4, 5, 9]]])
  expect([outlines.unitsPerEm('f'), outlines.outline('f', 5), outlines.outline('f', 6)]).toEqual([2048, 'm5', undefined])
})

test('more glyphs than a request may ask for go in several', async () => {
  const sizes: number[] = []
  const outlines = new Outlines(async (_, glyphs) => {
    sizes.push(glyphs.length)
    return { unitsPerEm: 1000, outlines: {} }
  })

  outlines.want(new Map([['f', new Set(Array.from({ length: 900 }, (_, index) => index + 1))]]))
  await Promise.resolve()

  expect(sizes).toEqual([400, 400, 100])
})
