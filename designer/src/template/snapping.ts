/** Snapping: what is moved or drawn comes to rest on edges, centres, guides, margins and the grid. */
import { bottom, marginsOf, right, rounded, type Box, type Placed, type Point } from './geometry'
import { sizeOf, type Page } from './types'

/** A line that shows on what something came to rest. */
export interface SnapLine {
  axis: 'x' | 'y'
  at: number
  from: number
  to: number
}

interface Target {
  at: number
  from: number
  to: number
}

export interface Targets {
  x: readonly Target[]
  y: readonly Target[]
  grid: number // 0: no grid
}

export interface Snapped {
  x: number // how much farther than wanted
  y: number
  lines: SnapLine[]
}

/** Everything on a page that others come to rest on. */
export function targetsOf(page: Page, others: readonly Placed[], grid: number): Targets {
  const [width, height] = sizeOf(page)
  const margins = marginsOf(page)
  const vertical = [0, width, width / 2, margins.left, width - margins.right, ...(page.guides?.x ?? [])]
  const horizontal = [0, height, height / 2, margins.top, height - margins.bottom, ...(page.guides?.y ?? [])]
  const x = vertical.map((at) => ({ at, from: 0, to: height }))
  const y = horizontal.map((at) => ({ at, from: 0, to: width }))
  for (const { box } of others) {
    for (const at of [box.x, box.x + box.w / 2, right(box)]) x.push({ at, from: box.y, to: bottom(box) })
    for (const at of [box.y, box.y + box.h / 2, bottom(box)]) y.push({ at, from: box.x, to: right(box) })
  }
  return { x, y, grid }
}

/** Which edges of a box look for a rest: all when it is moved, one a side when it is resized. */
export interface Edges {
  x: readonly ('start' | 'middle' | 'end')[]
  y: readonly ('start' | 'middle' | 'end')[]
}

export const ALL_EDGES: Edges = { x: ['start', 'middle', 'end'], y: ['start', 'middle', 'end'] }

const PART = { start: 0, middle: 0.5, end: 1 }

/** How far a box must go on to come to rest, at most `reach`, and the lines that show why. */
export function snap(box: Box, targets: Targets, reach: number, edges: Edges = ALL_EDGES): Snapped {
  const x = nearest(edges.x.map((edge) => box.x + box.w * PART[edge]), targets.x, reach) ?? toGrid(edges.x, box.x, box.w, targets.grid)
  const y = nearest(edges.y.map((edge) => box.y + box.h * PART[edge]), targets.y, reach) ?? toGrid(edges.y, box.y, box.h, targets.grid)
  const rested = { ...box, x: box.x + x.by, y: box.y + y.by }
  return {
    x: x.by,
    y: y.by,
    lines: [
      ...linesAt(x.at, targets.x, 'x', rested.y, bottom(rested)),
      ...linesAt(y.at, targets.y, 'y', rested.x, right(rested)),
    ],
  }
}

interface Rest {
  by: number
  at: number[]
}

function nearest(places: readonly number[], targets: readonly Target[], reach: number): Rest | null {
  let best = Infinity
  for (const place of places) for (const { at } of targets) if (Math.abs(at - place) < Math.abs(best)) best = at - place
  if (Math.abs(best) > reach) return null
  return { by: best, at: places.map((place) => place + best) }
}

function toGrid(edges: Edges['x'], start: number, length: number, grid: number): Rest {
  const [edge] = edges
  if (!grid || !edge) return { by: 0, at: [] }
  const place = start + length * PART[edge]
  return { by: Math.round(place / grid) * grid - place, at: [] }
}

const SAME = 0.006

function linesAt(places: readonly number[], targets: readonly Target[], axis: 'x' | 'y', from: number, to: number): SnapLine[] {
  const apart = new Set(places.map(rounded)) // a line has both edges at the same place
  return [...apart].flatMap((place) => {
    const there = targets.filter(({ at }) => Math.abs(at - place) < SAME)
    if (!there.length) return []
    return [{ axis, at: place, from: Math.min(from, ...there.map((target) => target.from)), to: Math.max(to, ...there.map((target) => target.to)) }]
  })
}

/** A point of a guide or a dragged corner at rest on the grid. */
export const onGrid = (value: number, grid: number): number => rounded(grid ? Math.round(value / grid) * grid : value)

export const plus = (one: Point, other: Point): Point => ({ x: one.x + other.x, y: one.y + other.y })
