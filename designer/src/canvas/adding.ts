/** Putting something new onto the paper: from the palette, from the clipboard, as a copy. */
import { tick } from 'svelte'

import type { Edit } from '../editor/editor.svelte'
import { toasts } from '../shell/toasts.svelte'
import { copies, readClipping, type Clipping } from '../template/edits/clipboard'
import { add, idsOf, made } from '../template/edits/elements'
import { assignLayer } from '../template/edits/layers'
import { rounded, union, type Box, type Point } from '../template/geometry'
import { onGrid, snap, targetsOf, type SnapLine } from '../template/snapping'
import type { Element } from '../template/types'
import type { FieldKind } from '../panels/catalogue.svelte'
import type { View } from './view.svelte'
import { nameOf, placeOf } from './words'

/** Where a kind comes to lie when its middle is at a point: on the paper, as far as it fits. */
export function boxOf(view: View, kind: FieldKind, middle: Point, isSnapping: boolean): { box: Box; lines: SnapLine[] } {
  const { grid, size } = view
  const [w, h] = [Math.min(kind.width, size[0]), Math.min(kind.height, size[1])]
  const onPaper = (at: number, length: number, room: number): number => Math.max(0, Math.min(at, rounded(room - length)))
  const box = { x: onPaper(onGrid(middle.x - w / 2, grid), w, size[0]), y: onPaper(onGrid(middle.y - h / 2, grid), h, size[1]), w, h }
  if (!isSnapping) return { box, lines: [] }
  const others = view.placed.filter(({ row }) => !row)
  const rest = snap(box, targetsOf(view.page, others, view.showsGrid ? grid : 0), view.reach)
  return { box: { ...box, x: rounded(box.x + rest.x), y: rounded(box.y + rest.y) }, lines: rest.lines }
}

/** Put a new element of a kind onto the paper, and choose it. */
export function addKind(view: View, kind: FieldKind, box: Box = boxOf(view, kind, view.middle(), false).box): void {
  const row = kind.isContainer ? null : enteredRow(view)
  const element = made(kind.kind, { ...box, x: rounded(box.x - (row?.x ?? 0)), y: rounded(box.y - (row?.y ?? 0)) }, kind.preset, idsOf(view.editor.template))
  put(view, `${kind.label}を置く`, [element], row)
  view.say(`${kind.label}を置きました。${placeOf(box)}`)
}

function enteredRow(view: View): Element | null {
  const { entered } = view
  return (entered?.kind === 'row' && view.page.elements.find(({ id }) => id === entered.id)) || null
}

function put(view: View, label: string, elements: readonly Element[], row: Element | null): void {
  const { editor, page } = view
  if (!editor.mayEdit || !elements.length) return
  const layer = page.layers?.find(({ id }) => id === view.layer) // the one chosen may be of another page, or gone
  if (layer?.hidden && !row) toasts.say(`層「${layer.name}」は隠してあるので、置いた部品は見えません。右の「層」で「隠す」を外してください。`)
  const ids = new Set(elements.map(({ id }) => id))
  const onto: Edit = row || !layer ? (template) => template : assignLayer(page.id, ids, layer.id)
  editor.apply(label, (template) => onto(add(page.id, elements, row?.id)(template)))
  editor.select(ids)
  void tick().then(() => {
    const [first] = ids
    if (first !== undefined) view.focusFrame(first)
    if (view.bounds) view.reveal(view.bounds)
  })
}

const STEP_ASIDE = 5 // mm

/** Copies of what is chosen, a little aside. */
export function duplicate(view: View): void {
  const { page, editor } = view
  const rows = new Set(view.chosen.filter(({ row }) => !row).map(({ id }) => id))
  const chosen = view.chosen.filter(({ row }) => !row || !rows.has(row.id))
  const row = chosen.length && chosen.every((entry) => entry.row) ? (chosen[0]?.row ?? null) : null
  const inFrame = chosen.filter((entry) => (row ? entry.row === row : !entry.row)).map(({ element }) => element)
  put(view, '複製', copies(editor.template, page, inFrame, { x: STEP_ASIDE, y: STEP_ASIDE }), row)
  view.say(`${inFrame.length} 個を複製しました`)
}

/** Where elements are pasted: at their own place, beside it, or around a point of the page. */
export type Where = 'aside' | 'inPlace' | Point

let pasted = { text: '', count: 0 }

/** Paste a text of the clipboard; false when it holds nothing of ours. */
export function paste(view: View, text: string, where: Where): boolean {
  const clipping = readClipping(text)
  if (!clipping || !view.editor.mayEdit) return false
  pasted = { text, count: pasted.text === text ? pasted.count + 1 : 1 }
  const row = enteredRow(view)
  const elements = row ? clipping.elements.filter((element) => !element.elements) : clipping.elements
  if (elements.length < clipping.elements.length) toasts.say('くり返しの行は、行の中には貼り付けられません。', true)
  if (!elements.length) return true
  const made = copies(view.editor.template, view.page, elements, onPaper(view, elements, offset(view, clipping, elements, where), row))
  put(view, '貼り付け', made, row)
  view.say(made.length === 1 && made[0] ? `${nameOf(made[0])}を貼り付けました` : `${made.length} 個を貼り付けました`)
  return true
}

/** How far to move elements so that they come to lie on the paper, as far as they fit: pages differ in size. */
function onPaper(view: View, elements: readonly Element[], by: Point, row: Element | null): Point {
  const box = union(elements as readonly Box[])
  const [width, height] = row ? [row.w, row.h] : view.size
  const within = (at: number, length: number, room: number): number => Math.max(0, Math.min(at, room - length)) - at
  const there = { x: box.x + by.x, y: box.y + by.y }
  return { x: by.x + within(there.x, box.w, width), y: by.y + within(there.y, box.h, height) }
}

function offset(view: View, clipping: Clipping, elements: readonly Element[], where: Where): Point {
  if (typeof where === 'object') {
    const box = union(elements as readonly Box[])
    return { x: onGrid(where.x - box.w / 2, view.grid) - box.x, y: onGrid(where.y - box.h / 2, view.grid) - box.y }
  }
  const isThere = clipping.elements.some(({ id }) => idsOf(view.editor.template).has(id)) && clipping.pageId === view.page.id
  const by = where === 'inPlace' ? 0 : STEP_ASIDE * (isThere ? pasted.count : pasted.count - 1)
  return { x: by, y: by }
}
