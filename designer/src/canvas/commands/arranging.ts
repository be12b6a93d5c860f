/** Aligning, spacing, equal sizes, groups, locks, what lies in front. */
import type { Edit } from '../../editor/editor.svelte'
import { group, lock, ungroup, unlock } from '../../template/edits/group'
import { reorder, type Order } from '../../template/edits/order'
import { aligned, distributed, equalSized, movable, place, type Alignment, type Boxes } from '../../template/edits/place'
import type { View } from '../view.svelte'
import { hasChoice, hasChoices, type Command } from './command'

function placing(label: string, boxes: (view: View) => Boxes): (view: View) => void {
  return (view) => {
    view.editor.apply(label, place(view.page.id, boxes(view)))
    view.say(`${label}ました`)
  }
}

const free = (view: View): ReturnType<typeof movable> => movable(view.page, view.editor.selection)

const align = (how: Alignment, words: string, label: string): Command => ({
  id: `align-${how}`,
  words,
  section: 'そろえる',
  keys: [],
  isEnabled: hasChoice,
  run: placing(label, (view) => aligned(view.page, free(view), how)),
})

const distribute = (axis: 'x' | 'y', words: string): Command => ({
  id: `distribute-${axis}`,
  words,
  section: 'そろえる',
  keys: [],
  isEnabled: hasChoices(3),
  run: placing('間を等しくし', (view) => distributed(free(view), axis)),
})

function equal(what: 'width' | 'height' | 'both', words: string): Command {
  return {
    id: `equal-${what}`,
    words,
    section: 'そろえる',
    keys: [],
    isEnabled: hasChoices(2),
    run: placing('大きさをそろえ', (view) => {
      const [firstId] = view.editor.selection
      const model = view.chosen.find(({ id }) => id === firstId)?.box
      return model ? equalSized(free(view), model, what) : new Map()
    }),
  }
}

const order = (how: Order, words: string, keys: readonly string[]): Command => ({
  id: `order-${how}`,
  words,
  section: '重なりの順',
  keys,
  isEnabled: hasChoice,
  run: (view) => {
    view.editor.apply(words, reorder(view.page.id, view.editor.selection, how))
    view.say(words)
  },
})

function marking(id: string, words: string, said: string, keys: readonly string[], isEnabled: Command['isEnabled'], edit: (pageId: string, ids: ReadonlySet<string>) => Edit): Command {
  return {
    id,
    words,
    section: 'グループと固定',
    keys,
    isEnabled,
    run: (view) => {
      view.editor.apply(words, edit(view.page.id, view.editor.selection))
      view.say(said)
    },
  }
}

const hasGroup = (view: View): boolean => hasChoice(view) && view.chosen.some(({ element }) => element.group !== undefined)
const hasLocked = (view: View): boolean => hasChoice(view) && view.chosen.some(({ element }) => element.locked === true)

export const ARRANGING: readonly Command[] = [
  align('left', '左をそろえる', '左をそろえ'),
  align('center', '左右の中央をそろえる', '左右の中央をそろえ'),
  align('right', '右をそろえる', '右をそろえ'),
  align('top', '上をそろえる', '上をそろえ'),
  align('middle', '上下の中央をそろえる', '上下の中央をそろえ'),
  align('bottom', '下をそろえる', '下をそろえ'),
  distribute('x', '左右の間を等しくする'),
  distribute('y', '上下の間を等しくする'),
  equal('width', '幅を同じにする'),
  equal('height', '高さを同じにする'),
  equal('both', '幅と高さを同じにする'),
  marking('group', 'グループにする', 'グループにしました', ['Ctrl+G'], hasChoices(2), group),
  marking('ungroup', 'グループをほどく', 'グループをほどきました', ['Ctrl+Shift+G'], hasGroup, ungroup),
  marking('lock', '固定する（動かないようにする）', '固定しました', ['Ctrl+L'], hasChoice, lock),
  marking('unlock', '固定をやめる', '固定をやめました', ['Ctrl+Shift+L'], hasLocked, unlock),
  order('front', 'いちばん前に出す', ['Ctrl+}']),
  order('forward', '一つ前に出す', ['Ctrl+]']),
  order('backward', '一つ後ろにする', ['Ctrl+[']),
  order('back', 'いちばん後ろにする', ['Ctrl+{']),
]
