/**
 * Elements on the system's clipboard: JSON with a mark, so that they go to another page, another
 * form and another window. What is pasted is checked: a clipboard may hold anything.
 */
import { rounded, type Point } from '../geometry'
import type { Element, Page, Template } from '../types'
import { groupsOf, idsOf, renamed } from './elements'

const MARK = 'madoguchi/form-elements'
const MOST = 3000

export interface Clipping {
  format: typeof MARK
  version: 1
  pageId: string // where they were: pasted there they stand beside the first ones
  isInRow: boolean
  elements: readonly Element[]
}

/** The chosen elements as text; null when there are none. A row goes with what is in it. */
export function clip(page: Page, ids: ReadonlySet<string>): string | null {
  const whole = page.elements.filter((element) => ids.has(element.id))
  const inRows = whole.length ? [] : page.elements.flatMap((row) => (row.elements ?? []).filter((element) => ids.has(element.id)))
  const elements = whole.length ? whole : inRows
  if (!elements.length) return null
  const clipping: Clipping = { format: MARK, version: 1, pageId: page.id, isInRow: !whole.length, elements }
  return JSON.stringify(clipping)
}

/** What a text from the clipboard holds; null when it is not ours. */
export function readClipping(text: string): Clipping | null {
  if (!text.includes(MARK)) return null
  try {
    const read = JSON.parse(text) as Partial<Clipping>
    if (read.format !== MARK || read.version !== 1 || !Array.isArray(read.elements)) return null
    const elements = (read.elements as unknown[]).filter(isElement).slice(0, MOST)
    return elements.length ? { format: MARK, version: 1, pageId: String(read.pageId), isInRow: read.isInRow === true, elements } : null
  } catch {
    return null
  }
}

function isElement(value: unknown): value is Element {
  if (typeof value !== 'object' || value === null) return false
  const { id, kind, x, y, w, h, elements } = value as Record<string, unknown>
  return (
    typeof id === 'string' &&
    /^[A-Za-z][A-Za-z0-9_-]*$/.test(id) &&
    typeof kind === 'string' &&
    [x, y, w, h].every((length) => typeof length === 'number' && Number.isFinite(length)) &&
    (elements === undefined || (Array.isArray(elements) && elements.every(isElement)))
  )
}

/** Copies with ids of their own, moved; layers that the page does not have are left out. */
export function copies(template: Template, page: Page, elements: readonly Element[], by: Point): Element[] {
  const layers = new Set(page.layers?.map((layer) => layer.id))
  return renamed(elements, idsOf(template), groupsOf(page)).map(({ layer, ...element }) => ({
    ...(element as Element),
    ...(layer && layers.has(layer) ? { layer } : {}),
    x: rounded(element.x + by.x),
    y: rounded(element.y + by.y),
  }))
}
