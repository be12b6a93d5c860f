import { expect, test } from 'vitest'

import type { Placed } from '../template/geometry'
import { lifts } from './stacking'

const at = (id: string, x: number, y: number, w: number, h: number): Placed => ({ id, box: { x, y, w, h } }) as Placed

test('what is read after the frame around it needs no lift', () => {
  expect(lifts([at('table', 0, 0, 100, 100), at('cell', 10, 10, 10, 5)]).size).toBe(0)
})

test('a small one before a larger one is lifted, and what lies on it too', () => {
  const found = lifts([at('cell', 10, 10, 30, 20), at('table', 0, 12, 100, 100), at('dot', 12, 14, 2, 2), at('far', 60, 200, 2, 2)])

  expect([...found]).toEqual([
    ['cell', 1],
    ['dot', 2],
  ])
})
