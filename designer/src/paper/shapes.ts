/**
 * Display items as SVG shapes: the same curves, in the same order, as the painter of the PDF draws.
 *
 * Pure: what comes out are names and attributes; `painter` makes nodes of them.
 */
import type { DisplayItem } from '../editor/layout.svelte'

export interface Shape {
  tag: 'path' | 'image'
  attributes: Readonly<Record<string, string>>
}

/** Where outlines come from; undefined while they are not there yet. */
export interface OutlineSource {
  unitsPerEm(font: string): number | undefined
  outline(font: string, glyph: number): string | undefined
}

const MM_PER_POINT = 25.4 / 72
const ARC = 0.5522847498 // how far a curve's handles reach on a quarter of a circle, as in the PDF
const BLACK = '#000000'
const MITER_LIMIT = '10' // of PDF; SVG's own is 4

const short = (value: number): string => String(Math.round(value * 1000) / 1000)
const points = (...values: number[]): string => values.map(short).join(' ')

type Of<Kind extends DisplayItem['kind']> = Extract<DisplayItem, { kind: Kind }>

/** The shapes of an item; null when an outline that it needs is not there yet. */
export function shapesOf(item: DisplayItem, source: OutlineSource): Shape[] | null {
  switch (item.kind) {
    case 'glyphs':
      return glyphs(item, source)
    case 'line':
      return [line(item)]
    case 'rect':
      return [rect(item)]
    case 'rects':
      return [{ tag: 'path', attributes: { d: item.rects.map(([x, y, w, h]) => box(x, y, w, h)).join(''), fill: item.color ?? BLACK } }]
    case 'ellipse':
      return [stroked(curved(item.x, item.y, item.w, item.h, item.w / 2, item.h / 2), item)]
    case 'image':
      return [image(item)]
    case 'path':
      return [path(item)]
  }
}

/** The fonts and glyphs that items need. */
export function neededGlyphs(items: readonly DisplayItem[]): Map<string, Set<number>> {
  const needed = new Map<string, Set<number>>()
  for (const item of items) {
    if (item.kind !== 'glyphs') continue
    const ids = needed.get(item.font) ?? new Set()
    for (const glyph of item.glyphs) ids.add(glyph)
    needed.set(item.font, ids)
  }
  return needed
}

/** What a reader hears of a block. */
export function spoken(items: readonly DisplayItem[]): string {
  return items.map((item) => ('text' in item ? item.text : '')).filter(Boolean).join(' ')
}

/** A run of glyphs is one path: each relative outline begins where the glyph stands. */
function glyphs(run: Of<'glyphs'>, source: OutlineSource): Shape[] | null {
  const unitsPerEm = source.unitsPerEm(run.font)
  if (unitsPerEm === undefined) return null
  const scale = (run.size * MM_PER_POINT) / unitsPerEm
  let d = ''
  for (const [index, glyph] of run.glyphs.entries()) {
    const outline = source.outline(run.font, glyph)
    if (outline === undefined) return null
    if (outline) d += `M${short((run.offsets[index] ?? 0) / scale)} 0${outline}`
  }
  if (!d) return []
  const transform = `translate(${points(run.x, run.y)}) scale(${Math.round(scale * 1e9) / 1e9})`
  return [{ tag: 'path', attributes: { d, transform, fill: run.color ?? BLACK } }]
}

interface Stroke {
  width?: number
  color?: string
  dash?: readonly number[]
  cap?: string
}

function strokeOf({ width, color, dash, cap }: Stroke): Record<string, string> {
  if (!width) return {}
  return {
    stroke: color ?? BLACK,
    'stroke-width': short(width),
    'stroke-miterlimit': MITER_LIMIT,
    ...(dash?.length ? { 'stroke-dasharray': points(...dash) } : {}),
    ...(cap ? { 'stroke-linecap': cap, 'stroke-linejoin': cap } : {}),
  }
}

const stroked = (d: string, stroke: Stroke, fill = ''): Shape => ({ tag: 'path', attributes: { d, fill: fill || 'none', ...strokeOf(stroke) } })

function line(item: Of<'line'>): Shape {
  const d = item.points.map(([x, y], index) => `${index ? 'L' : 'M'}${points(x, y)}`).join('')
  return stroked(d, item)
}

function rect(item: Of<'rect'>): Shape {
  const radius = Math.min(item.radius ?? 0, item.w / 2, item.h / 2)
  const d = radius ? curved(item.x, item.y, item.w, item.h, radius, radius) : box(item.x, item.y, item.w, item.h)
  return stroked(d, item, item.fill)
}

/** From the lower left corner along the bottom: where PDF begins, and with it the dashes. */
const box = (x: number, y: number, w: number, h: number): string => `M${points(x, y + h)}h${short(w)}v${short(-h)}h${short(-w)}z`

/** A closed path around a box whose corners are quarters of an ellipse. */
function curved(x: number, y: number, w: number, h: number, rx: number, ry: number): string {
  const [kx, ky, right, low] = [rx * (1 - ARC), ry * (1 - ARC), x + w, y + h]
  return (
    `M${points(right - rx, y)}C${points(right - kx, y, right, y + ky, right, y + ry)}` +
    `L${points(right, low - ry)}C${points(right, low - ky, right - kx, low, right - rx, low)}` +
    `L${points(x + rx, low)}C${points(x + kx, low, x, low - ky, x, low - ry)}` +
    `L${points(x, y + ry)}C${points(x, y + ky, x + kx, y, x + rx, y)}z`
  )
}

function image(item: Of<'image'>): Shape {
  const { x, y, w, h, hash, source } = item
  const place = { x: short(x), y: short(y), width: short(w), height: short(h), preserveAspectRatio: 'none' }
  return { tag: 'image', attributes: source ? { ...place, href: source } : { ...place, 'data-asset': hash } }
}

function path(item: Of<'path'>): Shape {
  const d = item.commands.map(([letter, ...values]) => letter + points(...values)).join('')
  const rule: Record<string, string> = item.rule === 'evenodd' ? { 'fill-rule': 'evenodd' } : {}
  return { tag: 'path', attributes: { d, fill: item.fill || 'none', ...rule, ...strokeOf(item) } }
}
