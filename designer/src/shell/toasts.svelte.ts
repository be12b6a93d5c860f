/** Short messages at the bottom of the screen; they are announced and go by themselves. */
export interface Toast {
  id: number
  text: string
  isFault: boolean
}

class Toasts {
  shown: readonly Toast[] = $state.raw([])
  /** The open dialogs: the one on top shows the messages, or they would lie behind it and not be heard. */
  dialogs: readonly object[] = $state.raw([])
  #last = 0

  say(text: string, isFault = false): void {
    const id = ++this.#last
    this.shown = [...this.shown, { id, text, isFault }]
    setTimeout(() => this.close(id), isFault ? 12_000 : 5_000)
  }

  close(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id)
  }
}

export const toasts = new Toasts()

/** Tell what went wrong. */
export function complain(error: unknown): void {
  toasts.say(error instanceof Error ? error.message : String(error), true)
}
