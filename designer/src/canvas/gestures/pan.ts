/** Pushing the paper about, with the space bar held or the middle button. */
import type { View } from '../view.svelte'
import type { Gesture } from './gesture'

export class Pan implements Gesture {
  readonly #view: View
  #last: { x: number; y: number }

  constructor(view: View, event: PointerEvent) {
    this.#view = view
    this.#last = { x: event.clientX, y: event.clientY }
    view.isPanning = true
  }

  move(event: PointerEvent): void {
    this.#view.port?.scrollBy(this.#last.x - event.clientX, this.#last.y - event.clientY)
    this.#last = { x: event.clientX, y: event.clientY }
  }

  end(): void {
    this.#view.isPanning = false
  }

  cancel(): void {
    this.#view.isPanning = false
  }
}
