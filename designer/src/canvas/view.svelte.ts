/**
 * How the official looks at the paper: zoom, what is entered, what is being dragged, what is said.
 *
 * One for each editor, shared by canvas, toolbar, palette, page bar and layers. Nothing of it is
 * part of the form.
 */
import { tick } from 'svelte'

import { allElements, type Editor } from '../editor/editor.svelte'
import type { Finding, LaidOutPage } from '../editor/layout.svelte'
import type { Painter, Shift } from '../paper/painter'
import type { FieldKind } from '../panels/catalogue.svelte'
import { findingsByElement } from '../panels/findings'
import { placedElements, readingOrder, union, type Box, type Placed, type Point } from '../template/geometry'
import type { SnapLine } from '../template/snapping'
import { sizeOf, type Element, type Page } from '../template/types'

export const PIXELS_PER_MM = 96 / 25.4
export const ZOOMS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6]
const [LEAST_ZOOM, MOST_ZOOM] = [0.1, 8]
const STILL = { x: 0, y: 0 }
const AROUND = 28 // px of desk around the paper
const REACH = 6 // px within which a thin line is hit and an edge comes to rest

/** What of the paper is entered: a group, or a repeated row, whose members are then chosen singly. */
export type Entered = { kind: 'group'; name: string } | { kind: 'row'; id: string } | null

/** A kind on its way from the palette to the paper. */
export interface Insertion {
  kind: FieldKind
  clientX: number
  clientY: number
}

export class View {
  readonly editor: Editor

  zoom = $state(1)
  showsGrid = $state(true)
  snaps = $state(true)
  sheet = $state(1)
  entered: Entered = $state.raw(null)
  focusId = $state('')
  overId = $state('') // what a press would mean
  /** Chosen with the keyboard and kept while the focus goes on. */
  pinned: ReadonlySet<string> = $state.raw(new Set())

  lifted: ReadonlySet<string> = $state.raw(new Set())
  shift: Point = $state.raw({ x: 0, y: 0 })
  preview: Box | null = $state.raw(null)
  band: Box | null = $state.raw(null)
  guide: { axis: 'x' | 'y'; at: number; index: number } | null = $state.raw(null)
  lines: readonly SnapLine[] = $state.raw([])
  readout: { at: Point; words: string } | null = $state.raw(null)
  insertion: Insertion | null = $state.raw(null)
  layer = $state('') // onto which new elements go; the ground has no name
  isPanning = $state(false)
  menuAt: { x: number; y: number } | null = $state.raw(null)
  pasteAt: Point | null = null // where the menu was asked for with the mouse
  isHelpOpen = $state(false)
  /** Read out to whoever does not see the paper. */
  said = $state('')

  port: HTMLElement | null = $state.raw(null) // the part of the desk that scrolls
  paper: HTMLElement | null = $state.raw(null)
  painter: Painter | null = $state.raw(null)
  home: HTMLElement | null = null // where the keyboard is at home on the paper
  isFocusQuiet = false
  carrier: SVGGElement | null = null // holds copies of what is lifted
  scroll: Point = $state.raw({ x: 0, y: 0 })
  room: { width: number; height: number } = $state.raw({ width: 800, height: 600 })

  readonly mm = $derived(this.zoom * PIXELS_PER_MM)
  readonly page: Page = $derived.by(() => this.editor.page)
  readonly #width = $derived.by(() => sizeOf(this.page)[0])
  readonly #height = $derived.by(() => sizeOf(this.page)[1])
  /** The same pair until the paper changes: who measures the screen for it need not at every edit. */
  readonly size: readonly [number, number] = $derived([this.#width, this.#height])
  readonly placed: readonly Placed[] = $derived.by(() => placedElements(this.page))
  readonly reading: readonly Placed[] = $derived.by(() => readingOrder(this.placed))
  readonly chosen: readonly Placed[] = $derived.by(() => this.placed.filter(({ id }) => this.editor.selection.has(id)))
  readonly bounds: Box | null = $derived.by(() => (this.chosen.length ? union(this.chosen.map(({ box }) => box)) : null))
  readonly grid = $derived.by(() => this.page.grid ?? 1)
  readonly reach = $derived(REACH / this.mm)
  readonly sides: readonly LaidOutPage[] = $derived.by(() => this.editor.layout.pages.filter(({ page }) => page === this.page.id))
  readonly side: LaidOutPage | undefined = $derived.by(() => this.sides.find(({ sheet }) => sheet === this.sheet) ?? this.sides.at(-1))
  /** The elements that print nothing now: a frame with a name stands for them. */
  readonly drawn: ReadonlySet<string> = $derived.by(() => new Set(this.side?.blocks.map((block) => idsOfBlock(block.element).id)))
  readonly findings: ReadonlyMap<string, readonly Finding[]> = $derived.by(() => findingsByElement(this.editor.layout.findings))

  constructor(editor: Editor) {
    this.editor = editor
  }

  /** Where blocks stand that are not laid out anew yet: moved as their elements were, or gone. */
  shiftOf = $derived.by((): ((key: string) => Shift) => {
    const before = this.editor.layout.shown?.pages.find((page) => page.id === this.page.id)
    const hidden = new Set(this.page.layers?.filter((layer) => layer.hidden).map(({ id }) => id))
    const { lifted } = this
    const was = before && before !== this.page ? byId(before) : null
    const now = byId(this.page)
    const one = (id: string): Shift => {
      const [from, to] = [was?.get(id), now.get(id)]
      if (lifted.has(id) || (from && !to) || (to?.layer && hidden.has(to.layer))) return null
      return from && to ? { x: to.x - from.x, y: to.y - from.y } : STILL // what is no element stands where it was laid out
    }
    return (key) => {
      const { id, row } = idsOfBlock(key)
      const own = one(id)
      const its = row ? one(row) : STILL
      return own && its ? { x: own.x + its.x, y: own.y + its.y } : null
    }
  })

  /** A place on the screen as a place on the page. */
  pointOf(event: { clientX: number; clientY: number }): Point {
    const box = this.paper?.getBoundingClientRect()
    return { x: (event.clientX - (box?.left ?? 0)) / this.mm, y: (event.clientY - (box?.top ?? 0)) / this.mm }
  }

  /** Whether a place on the screen lies on the visible part of the paper. */
  isOnPaper(event: { clientX: number; clientY: number }): boolean {
    const box = this.port?.getBoundingClientRect()
    if (!box || event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom) return false
    const { x, y } = this.pointOf(event)
    return x >= 0 && y >= 0 && x <= this.size[0] && y <= this.size[1]
  }

  /** The middle of what is seen of the page. */
  middle(): Point {
    const box = this.port?.getBoundingClientRect()
    if (!box) return { x: this.size[0] / 2, y: this.size[1] / 2 }
    const { x, y } = this.pointOf({ clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 })
    return { x: clamp(x, 0, this.size[0]), y: clamp(y, 0, this.size[1]) }
  }

  /** Zoom and keep the place under the pointer, or the middle, where it is. */
  zoomTo(zoom: number, at?: { clientX: number; clientY: number }): void {
    const wanted = clamp(zoom, LEAST_ZOOM, MOST_ZOOM)
    const box = this.port?.getBoundingClientRect()
    const kept = at ?? (box ? { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 } : { clientX: 0, clientY: 0 })
    const point = this.pointOf(kept)
    this.zoom = wanted
    requestAnimationFrame(() => {
      const after = this.pointOf(kept)
      this.port?.scrollBy((point.x - after.x) * this.mm, (point.y - after.y) * this.mm)
    })
  }

  zoomIn(): void {
    this.zoomTo(ZOOMS.find((zoom) => zoom > this.zoom + 0.01) ?? MOST_ZOOM)
  }

  zoomOut(): void {
    this.zoomTo(ZOOMS.findLast((zoom) => zoom < this.zoom - 0.01) ?? LEAST_ZOOM)
  }

  fitWidth(): void {
    this.zoomTo((this.room.width - 2 * AROUND) / (this.size[0] * PIXELS_PER_MM))
  }

  fitPage(): void {
    const [width, height] = this.size
    this.zoomTo(Math.min((this.room.width - 2 * AROUND) / (width * PIXELS_PER_MM), (this.room.height - 2 * AROUND) / (height * PIXELS_PER_MM)))
  }

  /** Leave a group or a row. */
  leave(): void {
    const { entered } = this
    this.entered = null
    if (entered?.kind === 'row') {
      this.editor.select([entered.id])
      void tick().then(() => this.focusFrame(entered.id))
    } else this.editor.select(this.withGroups([...this.editor.selection]))
  }

  /** Go into a row or a group. */
  enter(entry: Placed): boolean {
    const { element } = entry
    if (element.elements && !entry.row) this.entered = { kind: 'row', id: element.id }
    else if (element.group && !this.isEntered(element)) this.entered = { kind: 'group', name: element.group }
    else return false
    this.pinned = new Set()
    this.editor.select(element.elements ? [] : [element.id])
    if (element.elements) this.goHome() // the row itself is not to be chosen any more
    this.say(`${element.elements ? '行' : 'グループ'}の中に入りました。Esc で出ます`)
    return true
  }

  isEntered(element: Element): boolean {
    const { entered } = this
    return entered?.kind === 'group' ? element.group === entered.name : entered?.kind === 'row' && element.id === entered.id
  }

  /** Ids with all members of their groups, unless the group is entered. */
  withGroups(ids: readonly string[]): string[] {
    const wanted = new Set(ids)
    const isOne = (entry: Placed): boolean => wanted.has(entry.id) && entry.element.group !== undefined && !this.isEntered(entry.element)
    const groups = new Set(this.placed.filter(isOne).map(({ element }) => element.group))
    if (!groups.size) return [...wanted]
    return [...new Set([...ids, ...this.placed.filter(({ element }) => element.group && groups.has(element.group)).map(({ id }) => id)])]
  }

  /** The elements that a click may mean: those of the row that is entered, or those of the page. */
  readonly reachable: readonly Placed[] = $derived.by(() => {
    const { entered } = this
    return this.placed.filter((entry) => (entered?.kind === 'row' ? entry.row?.id === entered.id : !entry.row))
  })

  /** Bring an element into sight, unless most of it is seen. */
  reveal(box: Box): void {
    const { port, paper, mm } = this
    if (!port || !paper) return
    const left = scrolled(paper.offsetLeft + box.x * mm, box.w * mm, port.scrollLeft, port.clientWidth)
    const top = scrolled(paper.offsetTop + box.y * mm, box.h * mm, port.scrollTop, port.clientHeight)
    if (left !== port.scrollLeft || top !== port.scrollTop) port.scrollTo(left, top)
  }

  /** Take elements off the paper for a drag: copies follow the pointer as one group. */
  lift(ids: ReadonlySet<string>): void {
    const isTaken = (key: string): boolean => {
      const { id, row } = idsOfBlock(key)
      return ids.has(id) || ids.has(row)
    }
    const copies = this.painter?.nodes(isTaken).map((node) => node.cloneNode(true)) ?? []
    this.carrier?.replaceChildren(...copies)
    this.shift = { x: 0, y: 0 }
    this.lifted = ids
  }

  /** End whatever was being dragged. */
  putDown(): void {
    this.carrier?.replaceChildren()
    this.lifted = new Set()
    this.shift = { x: 0, y: 0 }
    this.preview = null
    this.lines = []
    this.readout = null
  }

  /** Put the keyboard's focus on an element of the paper; what is chosen does not follow. */
  focusFrame(id: string): void {
    this.isFocusQuiet = true
    document.getElementById(frameId(id))?.focus({ preventScroll: true })
    this.isFocusQuiet = false
    this.focusId = id
  }

  /** Put the focus onto the paper, on no element. */
  goHome(): void {
    this.focusId = ''
    this.home?.focus({ preventScroll: true })
  }

  say(words: string): void {
    this.said = words
  }
}

export const frameId = (id: string): string => `frame-${id}`

const views = new WeakMap<Editor, View>()

/** The view of an editor. */
export function viewOf(editor: Editor): View {
  const known = views.get(editor) ?? new View(editor)
  views.set(editor, known)
  return known
}

/** The element of a block, and the row it stands in: `persons[2].name`. */
export function idsOfBlock(key: string): { id: string; row: string } {
  const [, row = '', id = key] = /^(.*?)\[\d+\]\.(.+)$/.exec(key) ?? []
  return { id, row }
}

export const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

const MOST = 0.6 // of what could be seen at once

/** How far to scroll so that a stretch is seen; where most of it is seen, not at all. */
function scrolled(start: number, length: number, scroll: number, room: number): number {
  const seen = Math.min(start + length, scroll + room) - Math.max(start, scroll)
  if (seen >= MOST * Math.min(length, room)) return scroll
  return length > room ? start - AROUND : start - (room - length) / 2
}

function byId(page: Page): Map<string, Element> {
  return new Map(allElements(page).map((element) => [element.id, element]))
}
