/** Pulling a side or a corner of what is chosen. */
import { rounded, union, type Box, type Placed, type Point } from '../../template/geometry'
import { movable, place, pulled, stretched, type Side } from '../../template/edits/place'
import { snap, targetsOf, type Edges, type Targets } from '../../template/snapping'
import type { View } from '../view.svelte'
import { millimetres, sizeWords } from '../words'
import type { Gesture } from './gesture'

export class Resize implements Gesture {
  readonly #view: View
  readonly #side: Side
  readonly #start: Point
  readonly #elements: readonly Placed[]
  readonly #from: Box
  readonly #targets: Targets

  constructor(view: View, event: PointerEvent, side: Side) {
    this.#view = view
    this.#side = side
    this.#start = view.pointOf(event)
    this.#elements = movable(view.page, view.editor.selection)
    this.#from = union(this.#elements.map(({ box }) => box))
    const ids = new Set(this.#elements.map(({ id }) => id))
    this.#targets = targetsOf(view.page, view.placed.filter(({ id, row }) => !ids.has(id) && !row), view.showsGrid ? view.grid : 0)
  }

  move(event: PointerEvent): void {
    const view = this.#view
    const point = view.pointOf(event)
    let by: Point = { x: point.x - this.#start.x, y: point.y - this.#start.y }
    view.lines = []
    if (view.snaps && !event.altKey) {
      const rest = snap(pulled(this.#from, this.#side, by), this.#targets, view.reach, edgesOf(this.#side))
      by = { x: by.x + rest.x, y: by.y + rest.y }
      view.lines = rest.lines
    }
    const box = pulled(this.#from, this.#side, { x: rounded(by.x), y: rounded(by.y) }, event.shiftKey)
    view.preview = box
    view.readout = { at: { x: box.x, y: box.y }, words: `幅 ${millimetres(box.w)}　高さ ${millimetres(box.h)} mm` }
  }

  end(): void {
    const { preview, page, editor } = this.#view
    this.cancel()
    if (!preview) return
    editor.apply('大きさ', place(page.id, stretched(this.#elements, this.#from, preview)))
    this.#view.say(sizeWords(preview))
  }

  cancel(): void {
    this.#view.putDown()
  }
}

function edgesOf(side: Side): Edges {
  return {
    x: side.includes('w') ? ['start'] : side.includes('e') ? ['end'] : [],
    y: side.includes('n') ? ['start'] : side.includes('s') ? ['end'] : [],
  }
}
