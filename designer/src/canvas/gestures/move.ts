/** Moving what is chosen: it is lifted off the paper and follows the pointer; the drop is the edit. */
import { toasts } from '../../shell/toasts.svelte'
import { moved, rounded, union, type Box, type Placed, type Point } from '../../template/geometry'
import { movable, place, shifted } from '../../template/edits/place'
import { snap, targetsOf, type Targets } from '../../template/snapping'
import type { View } from '../view.svelte'
import { millimetres, placeOf } from '../words'
import { Travel, type Gesture } from './gesture'

export class Move implements Gesture {
  readonly #view: View
  readonly #start: Point
  readonly #travel: Travel
  readonly #onClick: () => void
  #lifted: { elements: readonly Placed[]; from: Box; targets: Targets } | null | undefined

  /** `onClick`: what a press without a drag means. */
  constructor(view: View, event: PointerEvent, onClick: () => void) {
    this.#view = view
    this.#start = view.pointOf(event)
    this.#travel = new Travel(event)
    this.#onClick = onClick
  }

  move(event: PointerEvent): void {
    if (!this.#travel.isFar(event)) return
    if (this.#lifted === undefined) this.#lifted = this.#lift()
    const lifted = this.#lifted
    if (!lifted) return
    const view = this.#view
    const point = view.pointOf(event)
    let by: Point = { x: point.x - this.#start.x, y: point.y - this.#start.y }
    if (event.shiftKey) by = Math.abs(by.x) >= Math.abs(by.y) ? { x: by.x, y: 0 } : { x: 0, y: by.y }
    view.lines = []
    if (view.snaps && !event.altKey) {
      const rest = snap(moved(lifted.from, by), lifted.targets, view.reach)
      const isAcross = !event.shiftKey || by.y === 0
      const isDown = !event.shiftKey || by.x === 0
      by = { x: by.x + (isAcross ? rest.x : 0), y: by.y + (isDown ? rest.y : 0) }
      view.lines = rest.lines.filter(({ axis }) => (axis === 'x' ? isAcross : isDown))
    }
    view.shift = { x: rounded(by.x), y: rounded(by.y) }
    const to = moved(lifted.from, view.shift)
    view.readout = { at: { x: to.x, y: to.y }, words: `左 ${millimetres(to.x)}　上 ${millimetres(to.y)} mm` }
  }

  end(event: PointerEvent): void {
    const lifted = this.#lifted
    if (!this.#travel.isFar(event)) this.#onClick()
    if (!lifted) return
    const { editor, shift, page } = this.#view
    this.cancel()
    editor.apply('移動', place(page.id, shifted(lifted.elements, shift)))
    this.#view.say(`${placeOf(moved(lifted.from, shift))}に動かしました`)
  }

  cancel(): void {
    this.#view.putDown()
    this.#lifted = undefined
  }

  #lift(): { elements: readonly Placed[]; from: Box; targets: Targets } | null {
    const view = this.#view
    const { page, editor } = view
    const elements = editor.mayEdit ? movable(page, editor.selection) : []
    if (!elements.length) {
      if (editor.mayEdit) toasts.say('固定されているので動かせません。動かすには、固定をやめてください。')
      return null
    }
    const ids = new Set(elements.map(({ id }) => id))
    const inRow = elements.every(({ row }) => row !== null)
    const others = view.placed.filter(({ id, row }) => !ids.has(id) && (inRow ? true : row === null))
    view.lift(ids)
    return { elements, from: union(elements.map(({ box }) => box)), targets: targetsOf(page, others, view.showsGrid ? view.grid : 0) }
  }
}
