/** A command of the canvas: toolbar, menus, keyboard and its help are made from one list of them. */
import type { View } from '../view.svelte'

export interface Command {
  id: string
  words: string
  section: Section
  keys: readonly string[] // as `keyOf` writes them
  /** Works wherever the focus is; without Alt not where something is being typed. */
  isEverywhere?: boolean
  isEnabled: (view: View) => boolean
  isOn?: (view: View) => boolean
  run: (view: View) => void
}

export type Section = '元に戻す' | '編集' | '選ぶ' | 'そろえる' | 'グループと固定' | '重なりの順' | 'ガイド' | '表示'

export const hasChoice = (view: View): boolean => view.editor.mayEdit && view.chosen.length > 0
export const hasChoices = (least: number) => (view: View) => view.editor.mayEdit && view.chosen.length >= least
export const mayEdit = (view: View): boolean => view.editor.mayEdit
export const always = (): boolean => true

const SHIFTED: Record<string, string> = { '}': 'Shift+]', '{': 'Shift+[' }
const NAMES: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  ' ': 'スペース',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
}

/** The key of an event: `Ctrl+Shift+Z`. Signs name no Shift, which differs between keyboards. */
export function keyOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  const isSign = key.length === 1 && key !== ' ' && key.toLowerCase() === key.toUpperCase()
  const name = key.length === 1 ? key.toUpperCase() : key
  return [ctrlKey || metaKey ? 'Ctrl' : '', altKey ? 'Alt' : '', shiftKey && !isSign ? 'Shift' : '', name].filter(Boolean).join('+')
}

/** A key as it is shown: `Ctrl+Shift+]`. */
export function shownKey(key: string): string {
  const parts = key.endsWith('++') ? [...key.slice(0, -2).split('+'), '+'] : key === '+' ? ['+'] : key.split('+')
  return parts.map((part) => SHIFTED[part] ?? NAMES[part] ?? part).join('+')
}
