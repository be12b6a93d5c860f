/**
 * The system's clipboard. The keys' own events carry it without asking for leave; a menu's command
 * makes the browser copy, and asks it to read for pasting.
 */
import { toasts } from '../shell/toasts.svelte'
import { clip } from '../template/edits/clipboard'
import { paste, type Where } from './adding'
import { removeChosen } from './removing'
import type { View } from './view.svelte'

const NOTHING_TO_PASTE = '貼り付けられる部品がありません。先に部品をコピーしてください。'

let last = '' // what was copied in this tab: for pasting from a menu where reading is not allowed

function put(view: View, event: ClipboardEvent): boolean {
  const text = clip(view.page, view.editor.selection)
  if (!text || !event.clipboardData) return false
  event.preventDefault()
  event.clipboardData.setData('text/plain', text)
  last = text
  return true
}

/** Follow the clipboard's keys of a page; gives the function that ends it. */
export function followClipboard(view: View, isOurs: () => boolean, isInPlace: () => boolean): () => void {
  const copy = (event: ClipboardEvent): void => {
    if (isOurs() && put(view, event)) view.say(`${view.chosen.length} 個をコピーしました`)
  }
  const cut = (event: ClipboardEvent): void => {
    if (isOurs() && view.editor.mayEdit && put(view, event)) removeChosen(view, '切り取り')
  }
  const pasteIt = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!isOurs() || !view.editor.mayEdit) return
    event.preventDefault()
    if (!paste(view, text, isInPlace() ? 'inPlace' : 'aside')) toasts.say(NOTHING_TO_PASTE)
  }
  document.addEventListener('copy', copy)
  document.addEventListener('cut', cut)
  document.addEventListener('paste', pasteIt)
  return () => {
    document.removeEventListener('copy', copy)
    document.removeEventListener('cut', cut)
    document.removeEventListener('paste', pasteIt)
  }
}

/** Copy from a menu: also where the browser copies by keys alone, this tab can paste it. */
export function copyByCommand(view: View): void {
  const text = clip(view.page, view.editor.selection)
  if (!text) return
  last = text
  navigator.clipboard?.writeText(text).catch(() => undefined)
  view.say(`${view.chosen.length} 個をコピーしました`)
}

export function cutByCommand(view: View): void {
  copyByCommand(view)
  removeChosen(view, '切り取り')
}

export async function pasteByCommand(view: View, where: Where): Promise<void> {
  const text = await (navigator.clipboard?.readText() ?? Promise.reject(new Error('closed'))).catch(() => last)
  if (!paste(view, text, where) && !paste(view, last, where)) toasts.say(NOTHING_TO_PASTE)
}
