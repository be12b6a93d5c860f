/** A guide pulled out of the ruler, or one that stands on the page; pulled off the page it goes. */
import { onPage } from '../../template/edits/elements'
import { addGuide, moveGuide, removeGuide } from '../../template/edits/guides'
import { rounded } from '../../template/geometry'
import type { View } from '../view.svelte'
import { millimetres } from '../words'
import type { Gesture } from './gesture'

export const NEW_GUIDE = -1

export class PullGuide implements Gesture {
  readonly #view: View
  readonly #axis: 'x' | 'y'
  readonly #index: number

  constructor(view: View, axis: 'x' | 'y', index: number) {
    this.#view = view
    this.#axis = axis
    this.#index = index
  }

  move(event: PointerEvent): void {
    const view = this.#view
    const at = rounded(Math.round(view.pointOf(event)[this.#axis] / (event.altKey ? 0.1 : view.grid)) * (event.altKey ? 0.1 : view.grid))
    view.guide = { axis: this.#axis, at, index: this.#index }
    view.readout = { at: view.pointOf(event), words: `${this.#axis === 'x' ? '左から' : '上から'} ${millimetres(at)} mm` }
  }

  end(event: PointerEvent): void {
    const { guide, page, editor } = this.#view
    const isOn = this.#view.isOnPaper(event)
    this.cancel()
    if (!guide) return
    const [axis, index] = [this.#axis, this.#index]
    if (index === NEW_GUIDE) {
      if (isOn) editor.apply('ガイドを引く', onPage(page.id, addGuide(axis, guide.at)))
    } else if (isOn) editor.apply('ガイドの移動', onPage(page.id, moveGuide(axis, index, guide.at)))
    else editor.apply('ガイドを消す', onPage(page.id, removeGuide(axis, index)))
  }

  cancel(): void {
    this.#view.guide = null
    this.#view.readout = null
  }
}
