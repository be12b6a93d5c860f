/** The keyboard on the paper. Keys of one letter work only here, where nothing is typed. */
import { movable, place, pulled, shifted, stretched } from '../template/edits/place'
import { union, type Point } from '../template/geometry'
import { COMMAND_BY_KEY } from './commands/commands'
import { keyOf } from './commands/command'
import type { Pointing } from './pointing'
import { frameId, type View } from './view.svelte'
import { chosenWords, placeOf, sizeWords } from './words'

const WAYS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}
const FINE = 0.1 // mm
const LARGE = 5 // steps of the grid
const BY_THE_CLIPBOARD = new Set(['cut', 'copy', 'paste', 'pasteInPlace']) // the browser's own events do it

export class Keyboard {
  readonly #view: View
  readonly #pointing: Pointing
  isShiftHeld = false

  constructor(view: View, pointing: Pointing) {
    this.#view = view
    this.#pointing = pointing
  }

  down(event: KeyboardEvent): void {
    this.isShiftHeld = event.shiftKey
    if (this.#isDone(event)) event.preventDefault()
  }

  up(event: KeyboardEvent): void {
    this.isShiftHeld = event.shiftKey
    if (event.key !== ' ') return
    this.#pointing.holdSpace(false)
    if (!this.#pointing.hasPanned) this.#pin()
  }

  #isDone(event: KeyboardEvent): boolean {
    if (event.isComposing) return false
    if (this.#pointing.isBusy) {
      if (event.key === 'Escape') this.#pointing.cancel()
      return true // nothing is undone or turned while something is in the hand
    }
    if (event.key === 'Tab') return this.#walk(event)
    const way = WAYS[event.key]
    if (way) return this.#go(event, way)
    if (event.key === ' ') {
      this.#pointing.holdSpace(true)
      return true
    }
    if (keyOf(event) === 'Shift+F10' || event.key === 'ContextMenu') return this.#openMenu()
    return this.#command(event)
  }

  #command(event: KeyboardEvent): boolean {
    const command = COMMAND_BY_KEY.get(keyOf(event))
    if (!command || BY_THE_CLIPBOARD.has(command.id)) return false
    if (command.isEnabled(this.#view)) {
      command.run(this.#view)
      return true
    }
    if (command.id === 'enter' && this.#view.chosen.length) return goToSettings()
    return command.id !== 'chooseNone'
  }

  /** To the next element as one reads; beyond the last and before the first, Tab leaves the paper. */
  #walk(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.altKey || event.metaKey) return false
    const view = this.#view
    const frames = view.reading.filter((entry) => view.reachable.includes(entry))
    const at = frames.findIndex(({ id }) => frameId(id) === document.activeElement?.id)
    if (!view.home?.contains(document.activeElement)) return false // on a guide
    const next = event.shiftKey ? frames[at - 1] : frames[at + 1]
    const isFirst = event.shiftKey && at === 0
    if (next) document.getElementById(frameId(next.id))?.focus({ preventScroll: true })
    else if (isFirst) view.goHome()
    return next !== undefined || isFirst
  }

  #go(event: KeyboardEvent, way: Point): boolean {
    const view = this.#view
    if (!view.chosen.length || !view.editor.mayEdit) return false // the desk scrolls
    const isResizing = event.shiftKey && (event.ctrlKey || event.metaKey || event.altKey)
    const isFine = isResizing ? event.altKey : event.altKey || event.ctrlKey || event.metaKey
    const step = isFine ? FINE : view.grid * (event.shiftKey && !isResizing ? LARGE : 1)
    const by = { x: way.x * step, y: way.y * step }
    if (isResizing) resizeBy(view, by)
    else moveBy(view, by)
    return true
  }

  /** Keep what has the focus chosen while the focus goes on. */
  #pin(): void {
    const view = this.#view
    const ids = view.withGroups([view.focusId].filter((id) => view.reachable.some((entry) => entry.id === id)))
    if (!ids.length) return
    const isPinned = ids.every((id) => view.pinned.has(id))
    view.pinned = new Set(isPinned ? [...view.pinned].filter((id) => !ids.includes(id)) : [...view.pinned, ...ids])
    view.editor.select([...view.pinned, ...(isPinned ? [] : ids)])
    view.say(`${isPinned ? '選ぶのをやめました' : '選んだままにしました'}。${chosenWords(view.chosen)}`)
  }

  #openMenu(): boolean {
    const view = this.#view
    const box = view.bounds
    const paper = view.paper?.getBoundingClientRect()
    if (!paper) return false
    view.menuAt = { x: paper.left + ((box?.x ?? 0) + (box?.w ?? 0) / 2) * view.mm, y: paper.top + ((box?.y ?? 0) + (box?.h ?? 0) / 2) * view.mm }
    return true
  }
}

const mergeOf = (what: string, view: View): string => `${what} ${view.page.id} ${[...view.editor.selection].join()}`

/** Move what is chosen by a distance. */
export function moveBy(view: View, by: Point): void {
  const elements = movable(view.page, view.editor.selection)
  if (!elements.length) return view.say('固定されているので動かせません')
  view.editor.apply('移動', place(view.page.id, shifted(elements, by)), mergeOf('move', view))
  if (view.bounds) view.say(placeOf(view.bounds))
  if (view.bounds) view.reveal(view.bounds)
}

/** Make what is chosen wider or higher by a distance. */
export function resizeBy(view: View, by: Point): void {
  const elements = movable(view.page, view.editor.selection)
  if (!elements.length) return view.say('固定されているので大きさを変えられません')
  const from = union(elements.map(({ box }) => box))
  const to = pulled(from, 'se', by)
  view.editor.apply('大きさ', place(view.page.id, stretched(elements, from, to)), mergeOf('resize', view))
  view.say(sizeWords(to))
}

/** Put the focus into the panel of settings. */
function goToSettings(): boolean {
  const panel = document.querySelector('aside')
  const control = ':is(input, select, textarea, button):enabled'
  const target = panel?.querySelector<HTMLElement>(`[role="tabpanel"] ${control}`) ?? panel?.querySelector<HTMLElement>(control)
  target?.focus()
  return target !== null && target !== undefined
}

