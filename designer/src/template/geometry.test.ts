import { expect, test } from 'vitest'

import { between, hit, placedElements, readingOrder, touches, union, type Box } from './geometry'
import { snap, targetsOf } from './snapping'
import type { Element, Page } from './types'

const box = (x: number, y: number, w: number, h: number): Box => ({ x, y, w, h })
const element = (id: string, at: Box, rest: Partial<Element> = {}): Element => ({ id, kind: 'box', ...at, ...rest })
const page = (...elements: Element[]): Page => ({ id: 'p1', size: 'A4', elements })
const never = (): boolean => false

test('a box goes around boxes, and between two corners', () => {
  expect(union([box(10, 10, 5, 5), box(0, 12, 2, 20)])).toEqual(box(0, 10, 15, 22))
  expect(between({ x: 10, y: 3 }, { x: 4, y: 5 })).toEqual(box(4, 3, 6, 2))
  expect([touches(box(0, 0, 5, 5), box(5, 5, 1, 1)), touches(box(0, 0, 5, 5), box(5.1, 0, 1, 1))]).toEqual([true, false])
})

test('one reads from above and in a line from the left; rows before what is in them', () => {
  const elements = page(
    element('right', box(100, 10.4, 5, 5)),
    element('row', box(0, 50, 180, 40), { elements: [element('second', box(60, 1, 5, 5)), element('first', box(2, 2, 5, 5))] }),
    element('left', box(10, 11, 5, 5)),
    element('below', box(0, 70, 5, 5)),
  )

  expect(readingOrder(placedElements(elements)).map(({ id }) => id)).toEqual(['left', 'right', 'row', 'first', 'second', 'below'])
})

test('what did not change is the same object, so that it is not drawn again', () => {
  const [kept, changed] = [element('a', box(0, 0, 5, 5)), element('b', box(0, 0, 5, 5))]

  const before = placedElements(page(kept, changed))
  const after = placedElements(page(kept, { ...changed, x: 3 }))

  expect(after[0]).toBe(before[0])
  expect(after[1]).not.toBe(before[1])
})

test('a click means the smallest, and of equal ones the one in front', () => {
  const placed = placedElements(page(element('back', box(10, 10, 20, 10)), element('front', box(10, 10, 20, 10)), element('ground', box(0, 0, 200, 200))))

  expect(hit(placed, { x: 15, y: 15 }, 1, never)?.id).toBe('front')
  expect(hit(placed, { x: 100, y: 100 }, 1, never)?.id).toBe('ground')
  expect(hit(placed, { x: 250, y: 100 }, 1, never)).toBeNull()
})

test('a frame of lines is hit near its lines alone, and a thin line also beside it', () => {
  const placed = placedElements(page(element('frame', box(0, 0, 100, 100)), element('line', box(20, 20, 50, 0))))

  expect(hit(placed, { x: 50, y: 50 }, 1, ({ id }) => id === 'frame')).toBeNull()
  expect(hit(placed, { x: 0.5, y: 50 }, 1, ({ id }) => id === 'frame')?.id).toBe('frame')
  expect(hit(placed, { x: 30, y: 20.8 }, 1, never)?.id).toBe('line')
})

test('edges come to rest on edges, and a line shows where', () => {
  const others = placedElements(page(element('a', box(50, 100, 20, 10))))
  const targets = targetsOf(page(), others, 0)

  const rest = snap(box(51, 30, 30, 8), targets, 2)

  expect([rest.x, rest.y]).toEqual([-1, 0])
  expect(rest.lines).toEqual([{ axis: 'x', at: 50, from: 30, to: 110 }])
})

test('what is near no edge comes to rest on the grid, or stays', () => {
  const targets = targetsOf(page(), [], 2)

  expect(snap(box(31.2, 41.1, 5, 5), targets, 1)).toEqual({ x: expect.closeTo(0.8), y: expect.closeTo(0.9), lines: [] })
  expect(snap(box(31.2, 41.1, 5, 5), { ...targets, grid: 0 }, 1)).toEqual({ x: 0, y: 0, lines: [] })
})

test('guides and margins are places to rest, the margins in the order of the template', () => {
  const targets = targetsOf({ ...page(), margin: [11, 13, 17, 19], guides: { x: [77] } }, [], 0)

  expect(snap(box(76, 100, 5, 5), targets, 2).x).toBe(1)
  expect(snap(box(17.5, 12, 5, 5), targets, 2)).toMatchObject({ x: -0.5, y: -1 })
  expect(snap(box(185, 278, 5, 5), targets, 2)).toMatchObject({ x: 1, y: 1 })
})

test('only the side that is pulled looks for a rest', () => {
  const targets = targetsOf({ ...page(), guides: { x: [50] } }, [], 0)

  expect(snap(box(51, 30, 30, 8), targets, 2, { x: ['end'], y: [] }).x).toBe(0)
  expect(snap(box(19, 30, 30, 8), targets, 2, { x: ['end'], y: [] }).x).toBe(1)
})

test('a line whose edges are at the same place rests once', () => {
  const targets = targetsOf({ ...page(), guides: { x: [50] } }, [], 0)

  expect(snap(box(51, 30, 0, 80), targets, 2).lines).toEqual([{ axis: 'x', at: 50, from: 0, to: 297 }])
})
