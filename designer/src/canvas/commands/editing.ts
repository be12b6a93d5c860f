/** Going back, cutting, copying, pasting, duplicating, deleting, choosing. */
import { duplicate } from '../adding'
import { copyByCommand, cutByCommand, pasteByCommand } from '../clipboard'
import { removeChosen } from '../removing'
import type { View } from '../view.svelte'
import { chosenWords } from '../words'
import { always, hasChoice, mayEdit, type Command } from './command'

function chooseAll(view: View): void {
  view.editor.select(view.reachable.map(({ id }) => id))
  view.say(chosenWords(view.chosen))
}

/** Step out: of a row or a group first, then of what is chosen. */
export function stepOut(view: View): void {
  view.pinned = new Set()
  if (view.entered) view.leave()
  else view.editor.select([])
}

const undoWords = (words: string, label: string): string => (label ? `${words}（${label}）` : words)

export const EDITING: readonly Command[] = [
  {
    id: 'undo',
    words: '元に戻す',
    section: '元に戻す',
    keys: ['Ctrl+Z'],
    isEverywhere: true,
    isEnabled: ({ editor }) => editor.mayEdit && editor.canUndo,
    run: (view) => {
      view.say(undoWords('元に戻しました', view.editor.undoLabel))
      view.editor.undo()
    },
  },
  {
    id: 'redo',
    words: 'やり直す',
    section: '元に戻す',
    keys: ['Ctrl+Y', 'Ctrl+Shift+Z'],
    isEverywhere: true,
    isEnabled: ({ editor }) => editor.mayEdit && editor.canRedo,
    run: (view) => {
      view.say(undoWords('やり直しました', view.editor.redoLabel))
      view.editor.redo()
    },
  },
  // The browser's own copy and paste keys reach the clipboard; see `clipboard.ts`.
  { id: 'cut', words: '切り取り', section: '編集', keys: ['Ctrl+X'], isEnabled: hasChoice, run: cutByCommand },
  { id: 'copy', words: 'コピー', section: '編集', keys: ['Ctrl+C'], isEnabled: (view) => view.chosen.length > 0, run: copyByCommand },
  { id: 'paste', words: '貼り付け', section: '編集', keys: ['Ctrl+V'], isEnabled: mayEdit, run: (view) => void pasteByCommand(view, view.pasteAt ?? 'aside') },
  {
    id: 'pasteInPlace',
    words: '同じ位置に貼り付け',
    section: '編集',
    keys: ['Ctrl+Shift+V'],
    isEnabled: mayEdit,
    run: (view) => void pasteByCommand(view, 'inPlace'),
  },
  { id: 'duplicate', words: '複製', section: '編集', keys: ['Ctrl+D'], isEnabled: hasChoice, run: duplicate },
  { id: 'remove', words: '削除', section: '編集', keys: ['Delete', 'Backspace'], isEnabled: hasChoice, run: (view) => removeChosen(view) },
  { id: 'chooseAll', words: 'すべて選ぶ', section: '選ぶ', keys: ['Ctrl+A'], isEnabled: always, run: chooseAll },
  {
    id: 'chooseNone',
    words: '選ぶのをやめる・中から出る',
    section: '選ぶ',
    keys: ['Escape'],
    isEnabled: (view) => view.chosen.length > 0 || view.entered !== null,
    run: stepOut,
  },
  {
    id: 'enter',
    words: 'グループや行の中に入る',
    section: '選ぶ',
    keys: ['Enter'],
    isEnabled: (view) => view.chosen.some(({ element, row }) => (element.elements !== undefined && !row) || element.group !== undefined),
    run: (view) => {
      const [entry] = view.chosen.filter(({ id }) => id === view.focusId).concat(view.chosen)
      if (entry) view.enter(entry)
    },
  },
]
