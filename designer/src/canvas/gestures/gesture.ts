/** A gesture of the pointer, from press to release; it changes the form at its end alone. */
export interface Gesture {
  move(event: PointerEvent): void
  end(event: PointerEvent): void
  cancel(): void
}

const THRESHOLD = 3 // px: less is a click

/** Whether a press became a drag. */
export class Travel {
  readonly #start: { clientX: number; clientY: number }
  #isFar = false

  constructor(start: { clientX: number; clientY: number }) {
    this.#start = { clientX: start.clientX, clientY: start.clientY }
  }

  isFar(event: { clientX: number; clientY: number }): boolean {
    this.#isFar ||= Math.hypot(event.clientX - this.#start.clientX, event.clientY - this.#start.clientY) > THRESHOLD
    return this.#isFar
  }
}
