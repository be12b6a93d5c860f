import { expect, test } from 'vitest'

import { placedElements, type Box } from '../geometry'
import type { Element, Page, Template } from '../types'
import { aligned, distributed, equalSized, movable, place, pulled, shifted, stretched } from './place'

const element = (id: string, box: Box, rest: Partial<Element> = {}): Element => ({ id, kind: 'box', ...box, ...rest })
const box = (x: number, y: number, w: number, h: number): Box => ({ x, y, w, h })

function template(...elements: Element[]): Template {
  return { format: 'form-template', version: '1.1', id: 'notice', title: '届', pages: [{ id: 'p1', size: 'A4', margin: [10, 12, 14, 16], elements }] }
}

const page = (of: Template): Page => of.pages[0] as Page
const all = (of: Template): ReturnType<typeof placedElements> => placedElements(page(of))
const boxes = (made: ReadonlyMap<string, Box>): [string, number, number, number, number][] => [...made].map(([id, { x, y, w, h }]) => [id, x, y, w, h])

test('moving by nothing is no edit', () => {
  const before = template(element('a', box(10, 10, 20, 5)))

  expect(place('p1', shifted(all(before), { x: 0, y: 0 }))(before)).toBe(before)
})

test('places are kept to a hundredth of a millimetre', () => {
  const before = template(element('a', box(0.1, 0.2, 20, 5)))

  const after = place('p1', shifted(all(before), { x: 0.2, y: 0.123456 }))(before)

  expect(page(after).elements[0]).toEqual(element('a', box(0.3, 0.32, 20, 5)))
})

test('an element of a row is placed from the corner of its row, and moves with it once', () => {
  const before = template(element('row', box(10, 100, 180, 40), { elements: [element('name', box(5, 2, 30, 6))] }))

  const inner = place('p1', new Map([['name', box(20, 105, 30, 6)]]))(before)
  expect(page(inner).elements[0]?.elements?.[0]).toMatchObject({ x: 10, y: 5 })

  const both = place('p1', shifted(all(before), { x: 1, y: 1 }))(before)
  expect(page(both).elements[0]).toMatchObject({ x: 11, y: 101, elements: [{ x: 5, y: 2 }] })
})

test('locked elements, and those of locked layers, do not move', () => {
  const before = template(
    element('a', box(0, 0, 1, 1), { locked: true }),
    element('b', box(0, 0, 1, 1), { layer: 'held' }),
    element('c', box(0, 0, 1, 1)),
    element('row', box(0, 0, 1, 1), { locked: true, elements: [element('d', box(0, 0, 1, 1))] }),
  )
  const held: Page = { ...page(before), layers: [{ id: 'held', name: '下地', locked: true }] }

  expect(movable(held, new Set(['a', 'b', 'c', 'row', 'd'])).map(({ id }) => id)).toEqual(['c'])
})

test('a pulled side stops at the least size, and the other side stays', () => {
  expect(pulled(box(10, 10, 20, 10), 'w', { x: 50, y: 0 })).toEqual(box(29, 10, 1, 10))
  expect(pulled(box(10, 10, 20, 10), 'ne', { x: 5, y: -5 })).toEqual(box(10, 5, 25, 15))
})

test('a line that has no height gets none', () => {
  expect(pulled(box(10, 10, 20, 0), 'e', { x: -5, y: 3 })).toEqual(box(10, 10, 15, 0))
  expect(boxes(stretched(all(template(element('a', box(10, 10, 20, 0)))), box(10, 10, 20, 0), box(10, 10, 40, 0)))).toEqual([['a', 10, 10, 40, 0]])
})

test('a corner keeps the ratio when asked to', () => {
  expect(pulled(box(0, 0, 20, 10), 'se', { x: 20, y: 0 }, true)).toEqual(box(0, 0, 40, 20))
  expect(pulled(box(20, 20, 20, 10), 'nw', { x: -20, y: 0 }, true)).toEqual(box(0, 10, 40, 20))
})

test('several elements are stretched in their proportions', () => {
  const both = template(element('a', box(10, 10, 10, 10)), element('b', box(30, 30, 10, 10)))

  expect(boxes(stretched(all(both), box(10, 10, 30, 30), box(10, 10, 60, 15)))).toEqual([
    ['a', 10, 10, 20, 5],
    ['b', 50, 20, 20, 5],
  ])
})

test.each([
  ['left', box(10, 10, 20, 10), box(10, 40, 30, 10)],
  ['center', box(15, 10, 20, 10), box(10, 40, 30, 10)],
  ['right', box(20, 10, 20, 10), box(10, 40, 30, 10)],
  ['top', box(10, 10, 20, 10), box(10, 10, 30, 10)],
  ['middle', box(10, 25, 20, 10), box(10, 25, 30, 10)],
  ['bottom', box(10, 40, 20, 10), box(10, 40, 30, 10)],
] as const)('«%s» aligns with the box around all', (how, one, other) => {
  const both = template(element('a', box(10, 10, 20, 10)), element('b', box(10, 40, 30, 10)))

  expect([...aligned(page(both), all(both), how).values()]).toEqual([one, other])
})

test('a single element is aligned with the page inside its margins', () => {
  const one = template(element('a', box(50, 50, 20, 10)))

  expect(boxes(aligned(page(one), all(one), 'left'))).toEqual([['a', 14, 50, 20, 10]])
  expect(boxes(aligned(page(one), all(one), 'right'))).toEqual([['a', 174, 50, 20, 10]])
  expect(boxes(aligned(page(one), all(one), 'bottom'))).toEqual([['a', 50, 275, 20, 10]])
})

test('a group is aligned as one', () => {
  const three = template(element('a', box(10, 10, 10, 10), { group: 'g' }), element('b', box(30, 10, 10, 10), { group: 'g' }), element('c', box(0, 30, 10, 10)))

  expect(boxes(aligned(page(three), all(three), 'left'))).toEqual([
    ['a', 0, 10, 10, 10],
    ['b', 20, 10, 10, 10],
    ['c', 0, 30, 10, 10],
  ])
})

test('gaps become equal and the outer ones stay', () => {
  const three = template(element('a', box(0, 0, 10, 10)), element('b', box(12, 0, 20, 10)), element('c', box(90, 0, 10, 10)))

  expect(boxes(distributed(all(three), 'x')).map(([id, x]) => [id, x])).toEqual([
    ['a', 0],
    ['b', 40],
    ['c', 90],
  ])
  expect(distributed(all(three).slice(0, 2), 'x').size).toBe(0)
})

test('sizes become those of the first; a line keeps having no height', () => {
  const two = template(element('a', box(0, 0, 10, 10)), element('b', box(12, 0, 20, 0)))

  expect(boxes(equalSized(all(two), box(0, 0, 30, 8), 'both'))).toEqual([
    ['a', 0, 0, 30, 8],
    ['b', 12, 0, 30, 0],
  ])
  expect(boxes(equalSized(all(two), box(0, 0, 30, 8), 'height'))[0]).toEqual(['a', 0, 0, 10, 8])
})
