/** Where elements stand: moving, resizing, aligning, spacing, equal sizes. All give boxes by id. */
import type { Edit } from '../../editor/editor.svelte'
import { bottom, marginsOf, moved, placedElements, right, rounded, union, type Box, type Placed, type Point } from '../geometry'
import { sizeOf, type Page } from '../types'
import { changeElements, onPage } from './elements'

export type Boxes = ReadonlyMap<string, Box>

export const MIN_SIZE = 1 // mm; a line may have no height or no width at all

/** Put elements into boxes of the page. Those inside a row are placed from the row's corner. */
export function place(pageId: string, boxes: Boxes): Edit {
  return onPage(pageId, (page) =>
    changeElements(page, new Set(boxes.keys()), (element, row) => {
      const box = boxes.get(element.id)
      if (!box || (row && boxes.has(row.id))) return element // it goes with its row
      const x = rounded(box.x - (row?.x ?? 0))
      const y = rounded(box.y - (row?.y ?? 0))
      const [w, h] = [rounded(Math.max(0, box.w)), rounded(Math.max(0, box.h))]
      if (x === element.x && y === element.y && w === element.w && h === element.h) return element
      return { ...element, x, y, w, h }
    }),
  )
}

/** The chosen elements that may be moved. */
export function movable(page: Page, ids: ReadonlySet<string>): Placed[] {
  return placedElements(page).filter((entry) => ids.has(entry.id) && !entry.isLocked)
}

/** Boxes of elements moved by a distance. */
export function shifted(elements: readonly Placed[], by: Point): Boxes {
  return new Map(elements.map(({ id, box }) => [id, moved(box, by)]))
}

export type Side = 'n' | 'e' | 's' | 'w' | 'ne' | 'se' | 'sw' | 'nw'

/** A box whose side or corner was pulled by a distance; it never gets smaller than it may. */
export function pulled(box: Box, side: Side, by: Point, isRatioKept = false): Box {
  const least = (size: number): number => Math.min(MIN_SIZE, size)
  let { x, y, w, h } = box
  if (side.includes('e')) w = Math.max(least(box.w), box.w + by.x)
  if (side.includes('s')) h = Math.max(least(box.h), box.h + by.y)
  if (side.includes('w')) w = Math.max(least(box.w), box.w - by.x)
  if (side.includes('n')) h = Math.max(least(box.h), box.h - by.y)
  if (isRatioKept && side.length === 2 && box.w > 0 && box.h > 0) {
    const scale = Math.max(w / box.w, h / box.h)
    w = box.w * scale
    h = box.h * scale
  }
  if (side.includes('w')) x = right(box) - w
  if (side.includes('n')) y = bottom(box) - h
  return { x: rounded(x), y: rounded(y), w: rounded(w), h: rounded(h) }
}

/** Boxes of elements when the box around them becomes another one. */
export function stretched(elements: readonly Placed[], from: Box, to: Box): Boxes {
  const across = from.w ? to.w / from.w : 1
  const down = from.h ? to.h / from.h : 1
  return new Map(
    elements.map(({ id, box }) => [
      id,
      {
        x: rounded(to.x + (box.x - from.x) * across),
        y: rounded(to.y + (box.y - from.y) * down),
        w: rounded(box.w && Math.max(Math.min(MIN_SIZE, box.w), box.w * across)),
        h: rounded(box.h && Math.max(Math.min(MIN_SIZE, box.h), box.h * down)),
      },
    ]),
  )
}

/** What is aligned as one: an element, or all chosen ones of a group. */
function units(elements: readonly Placed[]): { box: Box; members: Placed[] }[] {
  const byName = new Map<string, Placed[]>()
  for (const entry of elements) {
    const name = entry.element.group ? `group ${entry.element.group}` : `element ${entry.id}`
    byName.set(name, [...(byName.get(name) ?? []), entry])
  }
  return [...byName.values()].map((members) => ({ box: union(members.map((entry) => entry.box)), members }))
}

export type Alignment = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom'

/** Align elements with the box around them; a single one with the page inside its margins. */
export function aligned(page: Page, elements: readonly Placed[], how: Alignment): Boxes {
  const all = units(elements)
  const within = all.length > 1 ? union(all.map((unit) => unit.box)) : printable(page)
  const target: Record<Alignment, (box: Box) => Point> = {
    left: (box) => ({ x: within.x - box.x, y: 0 }),
    center: (box) => ({ x: within.x + (within.w - box.w) / 2 - box.x, y: 0 }),
    right: (box) => ({ x: right(within) - right(box), y: 0 }),
    top: (box) => ({ x: 0, y: within.y - box.y }),
    middle: (box) => ({ x: 0, y: within.y + (within.h - box.h) / 2 - box.y }),
    bottom: (box) => ({ x: 0, y: bottom(within) - bottom(box) }),
  }
  return new Map(all.flatMap(({ box, members }) => [...shifted(members, target[how](box))]))
}

function printable(page: Page): Box {
  const [width, height] = sizeOf(page)
  const margins = marginsOf(page)
  return { x: margins.left, y: margins.top, w: width - margins.left - margins.right, h: height - margins.top - margins.bottom }
}

/** Make the gaps between elements equal; the outer ones stay. */
export function distributed(elements: readonly Placed[], axis: 'x' | 'y'): Boxes {
  const length = axis === 'x' ? 'w' : 'h'
  const all = units(elements).sort((one, other) => one.box[axis] - other.box[axis])
  const [first, last] = [all[0], all.at(-1)]
  if (!first || !last || all.length < 3) return new Map()
  const room = last.box[axis] + last.box[length] - first.box[axis]
  const gap = (room - all.reduce((sum, unit) => sum + unit.box[length], 0)) / (all.length - 1)
  let next = first.box[axis]
  return new Map(
    all.flatMap(({ box, members }) => {
      const by = { x: 0, y: 0, [axis]: next - box[axis] }
      next += box[length] + gap
      return [...shifted(members, by)]
    }),
  )
}

/** Give elements the width, the height or both of the one that was chosen first. */
export function equalSized(elements: readonly Placed[], model: Box, what: 'width' | 'height' | 'both'): Boxes {
  return new Map(
    elements.map(({ id, box }) => [
      id,
      { ...box, w: what === 'height' || !box.w ? box.w : model.w || box.w, h: what === 'width' || !box.h ? box.h : model.h || box.h },
    ]),
  )
}
