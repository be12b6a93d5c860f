/** A band drawn over the paper chooses what it touches. */
import { between, touches, type Point } from '../../template/geometry'
import type { View } from '../view.svelte'
import { chosenWords } from '../words'
import { Travel, type Gesture } from './gesture'

export class Band implements Gesture {
  readonly #view: View
  readonly #start: Point
  readonly #before: readonly string[]
  readonly #travel: Travel

  constructor(view: View, event: PointerEvent) {
    this.#view = view
    this.#start = view.pointOf(event)
    this.#before = event.shiftKey || event.ctrlKey ? [...view.editor.selection] : []
    this.#travel = new Travel(event)
  }

  move(event: PointerEvent): void {
    if (this.#travel.isFar(event)) this.#view.band = between(this.#start, this.#view.pointOf(event))
  }

  end(event: PointerEvent): void {
    const view = this.#view
    const { band } = view
    view.band = null
    if (!this.#travel.isFar(event) || !band) {
      if (view.entered && !this.#before.length) view.entered = null
      return view.editor.select(this.#before)
    }
    // A frame around the whole page is chosen only by a band that goes over its edge.
    const inBand = view.reachable.filter(({ box }) => touches(band, box) && !holds(box, band))
    view.editor.select(view.withGroups([...this.#before, ...inBand.map(({ id }) => id)]))
    view.say(chosenWords(view.chosen))
  }

  cancel(): void {
    this.#view.band = null
  }
}

function holds(outer: { x: number; y: number; w: number; h: number }, inner: { x: number; y: number; w: number; h: number }): boolean {
  return outer.x < inner.x && outer.y < inner.y && outer.x + outer.w > inner.x + inner.w && outer.y + outer.h > inner.y + inner.h
}
