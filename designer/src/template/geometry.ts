/** Boxes on a page in millimetres, and which elements stand where. */
import type { Element, Page } from './types'

export interface Box {
  x: number
  y: number
  w: number
  h: number
}

export interface Point {
  x: number
  y: number
}

/** An element where it stands on the page; elements of a repeated row stand in its first row. */
export interface Placed {
  id: string
  element: Element
  box: Box
  row: Element | null
  isLocked: boolean
}

const BAND = 3 // mm: what begins within the same band is read from left to right

/** To a hundredth of a millimetre, which is finer than any printer. */
export const rounded = (millimetres: number): number => Math.round(millimetres * 100) / 100 + 0

export const right = (box: Box): number => box.x + box.w
export const bottom = (box: Box): number => box.y + box.h
export const moved = (box: Box, by: Point): Box => ({ ...box, x: rounded(box.x + by.x), y: rounded(box.y + by.y) })

/** The smallest box around boxes. */
export function union(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return { x, y, w: rounded(Math.max(...boxes.map(right)) - x), h: rounded(Math.max(...boxes.map(bottom)) - y) }
}

/** The box between two corners, in whatever order they come. */
export function between(one: Point, other: Point): Box {
  return { x: Math.min(one.x, other.x), y: Math.min(one.y, other.y), w: Math.abs(one.x - other.x), h: Math.abs(one.y - other.y) }
}

export function isInside(point: Point, box: Box, tolerance = 0): boolean {
  return (
    point.x >= box.x - tolerance && point.x <= right(box) + tolerance && point.y >= box.y - tolerance && point.y <= bottom(box) + tolerance
  )
}

export function touches(one: Box, other: Box): boolean {
  return one.x <= right(other) && other.x <= right(one) && one.y <= bottom(other) && other.y <= bottom(one)
}

/** Margins of a page: above, below, left, right, in the order of the template. */
export function marginsOf(page: Page): { top: number; bottom: number; left: number; right: number } {
  const [top = 0, bottom = 0, left = 0, right = 0] = page.margin ?? []
  return { top, bottom, left, right }
}

const known = new WeakMap<Element, Placed>()

/** The elements that are drawn: those of hidden layers are not. What did not change is the same object. */
export function placedElements(page: Page): Placed[] {
  const hidden = new Set(page.layers?.filter((layer) => layer.hidden).map((layer) => layer.id))
  const locked = new Set(page.layers?.filter((layer) => layer.locked).map((layer) => layer.id))
  return page.elements.flatMap((element) => {
    if (element.layer && hidden.has(element.layer)) return []
    const isLocked = element.layer !== undefined && locked.has(element.layer)
    const own = placed(element, null, isLocked)
    return element.elements ? [own, ...element.elements.map((child) => placed(child, element, own.isLocked))] : [own]
  })
}

function placed(element: Element, row: Element | null, isLocked: boolean): Placed {
  const before = known.get(element)
  const wanted = isLocked || element.locked === true
  if (before && before.row === row && before.isLocked === wanted) return before
  const { x, y, w, h } = element
  const box = row ? { x: rounded(row.x + x), y: rounded(row.y + y), w, h } : { x, y, w, h }
  const made = { id: element.id, element, box, row, isLocked: wanted }
  known.set(element, made)
  return made
}

/** As one reads the page: from above, and within a line from the left; a row's own after the row. */
export function readingOrder(elements: readonly Placed[]): Placed[] {
  const band = ({ y }: Box): number => Math.floor(y / BAND)
  const before = (one: Box, other: Box): number => band(one) - band(other) || one.x - other.x || one.y - other.y
  const children = new Map<Element, Placed[]>()
  for (const entry of elements) if (entry.row) children.set(entry.row, [...(children.get(entry.row) ?? []), entry])
  const sort = (entries: readonly Placed[]): Placed[] => [...entries].sort((one, other) => before(one.box, other.box))
  return sort(elements.filter((entry) => !entry.row)).flatMap((entry) => [entry, ...sort(children.get(entry.element) ?? [])])
}

/**
 * What a click at a point means: the smallest of those there, and of equal ones the one in front.
 * A frame that is only lines (`isHollow`) is hit near them, so that one can draw a band inside it.
 */
export function hit(elements: readonly Placed[], point: Point, tolerance: number, isHollow: (entry: Placed) => boolean): Placed | null {
  let found: Placed | null = null
  for (const entry of elements) {
    const { box } = entry
    if (!isInside(point, box, tolerance)) continue
    if (isHollow(entry) && isWellInside(point, box, tolerance)) continue
    if (!found || area(box) <= area(found.box)) found = entry
  }
  return found
}

const isWellInside = (point: Point, box: Box, tolerance: number): boolean =>
  point.x > box.x + tolerance && point.x < right(box) - tolerance && point.y > box.y + tolerance && point.y < bottom(box) - tolerance

export const area = (box: Box): number => box.w * box.h
