/** What a press of the pointer on the desk begins. */
import { hit, type Placed } from '../template/geometry'
import type { Side } from '../template/edits/place'
import { Band } from './gestures/band'
import type { Gesture } from './gestures/gesture'
import { Move } from './gestures/move'
import { Pan } from './gestures/pan'
import { PullGuide } from './gestures/pullGuide'
import { Resize } from './gestures/resize'
import { idsOfBlock, type View } from './view.svelte'
import { chosenWords } from './words'

const NOTHING: Gesture = { move: () => undefined, end: () => undefined, cancel: () => undefined }
const EDGE = 12 // px
const EDGE_STEP = 10

export class Pointing {
  readonly #view: View
  #gesture: Gesture | null = null
  #isSpaceHeld = false
  /** Whether the space bar was used to push the paper about since it was pressed. */
  hasPanned = false

  constructor(view: View) {
    this.#view = view
  }

  get isBusy(): boolean {
    return this.#gesture !== null
  }

  holdSpace(isHeld: boolean): void {
    if (isHeld && !this.#isSpaceHeld) this.hasPanned = false
    this.#isSpaceHeld = isHeld
  }

  press(event: PointerEvent): void {
    const gesture = this.#gesture ? null : this.#meant(event)
    if (gesture) this.begin(event, gesture)
  }

  /** Let a gesture follow the pointer until it is released. */
  begin(event: PointerEvent, gesture: Gesture): void {
    this.#gesture = gesture
    event.preventDefault()
    this.#view.port?.setPointerCapture(event.pointerId)
  }

  move(event: PointerEvent): void {
    if (this.#gesture) {
      this.#scrollAtEdge(event)
      return this.#gesture.move(event)
    }
    this.#view.overId = hit(this.#view.reachable, this.#view.pointOf(event), this.#view.reach, this.#isHollow)?.id ?? ''
  }

  /** Who drags to the edge of what is seen wants to go on. */
  #scrollAtEdge({ clientX, clientY }: PointerEvent): void {
    const { port, isPanning } = this.#view
    const box = port?.getBoundingClientRect()
    if (!port || !box || isPanning) return
    const by = (at: number, least: number, most: number): number => (at < least + EDGE ? -EDGE_STEP : at > most - EDGE ? EDGE_STEP : 0)
    const [x, y] = [by(clientX, box.left, box.right), by(clientY, box.top, box.bottom)]
    if (x || y) port.scrollBy(x, y)
  }

  release(event: PointerEvent): void {
    const gesture = this.#gesture
    this.#gesture = null
    gesture?.end(event)
  }

  cancel(): void {
    const gesture = this.#gesture
    this.#gesture = null
    gesture?.cancel()
  }

  /** Go into the group or row under the pointer. */
  enter(event: MouseEvent): void {
    const view = this.#view
    const found = this.#under(event) ?? view.placed.findLast(({ element, box }) => element.elements && holds(box, view.pointOf(event)))
    if (found) view.enter(found)
  }

  /** Choose what a menu is asked for on, unless it is chosen already. */
  chooseForMenu(event: MouseEvent): void {
    const found = this.#under(event)
    if (found && !this.#view.editor.selection.has(found.id)) this.#choose(found)
  }

  #meant(event: PointerEvent): Gesture | null {
    const view = this.#view
    if (event.button === 1 || (event.button === 0 && this.#isSpaceHeld)) {
      this.hasPanned = true
      return new Pan(view, event)
    }
    if (event.button !== 0) return null
    const target = event.target instanceof Element ? event.target : null
    const handle = target?.closest<HTMLElement>('[data-side]')?.dataset['side']
    if (handle && view.editor.mayEdit) return new Resize(view, event, handle as Side)
    const found = this.#under(event)
    const guide = target?.closest<HTMLElement>('[data-guide]')
    if (guide && !found && view.editor.mayEdit) {
      guide.focus({ preventScroll: true })
      return new PullGuide(view, guide.dataset['axis'] as 'x' | 'y', Number(guide.dataset['guide']))
    }
    return found ? this.#onElement(event, found) : this.#onPaper(event)
  }

  #onPaper(event: PointerEvent): Gesture {
    this.#view.pinned = new Set()
    this.#view.goHome()
    return new Band(this.#view, event)
  }

  #onElement(event: PointerEvent, found: Placed): Gesture {
    const view = this.#view
    const { selection } = view.editor
    if (event.shiftKey || event.ctrlKey || event.metaKey) {
      const ids = view.withGroups([found.id])
      const others = [...selection].filter((id) => !ids.includes(id))
      view.editor.select(selection.has(found.id) ? others : [...selection, ...ids])
      view.say(chosenWords(view.chosen))
      view.focusFrame(found.id)
      return selection.has(found.id) ? NOTHING : new Move(view, event, () => undefined)
    }
    const wasChosen = selection.has(found.id)
    if (!wasChosen) this.#choose(found)
    view.focusFrame(found.id)
    return new Move(view, event, () => wasChosen && this.#choose(found))
  }

  #choose(found: Placed): void {
    this.#view.pinned = new Set()
    this.#view.editor.select(this.#view.withGroups([found.id]))
  }

  /** The element that a place on the screen means; outside an entered row that row is left. */
  #under(event: MouseEvent): Placed | null {
    const view = this.#view
    const point = view.pointOf(event)
    const found = hit(view.reachable, point, view.reach, this.#isHollow)
    if (found || view.entered?.kind !== 'row') return found
    const { id } = view.entered
    const row = view.placed.find((entry) => entry.id === id)
    if (row && holds(row.box, point)) return null
    view.entered = null
    return hit(view.reachable, point, view.reach, this.#isHollow)
  }

  /** Only lines and no ground: what is inside such a frame is not the frame. */
  readonly #isHollow = (entry: Placed): boolean => {
    const blocks = this.#view.side?.blocks.filter(({ element }) => idsOfBlock(element).id === entry.id && !idsOfBlock(element).row)
    if (entry.element.elements) return true
    if (!blocks?.length) return false
    return blocks.every(({ items }) => items.every((item) => (item.kind === 'rect' && !item.fill) || item.kind === 'line' || item.kind === 'ellipse'))
  }
}

const holds = (box: { x: number; y: number; w: number; h: number }, point: { x: number; y: number }): boolean =>
  point.x >= box.x && point.y >= box.y && point.x <= box.x + box.w && point.y <= box.y + box.h
