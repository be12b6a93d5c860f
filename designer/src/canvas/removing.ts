/** Taking elements off the paper. */
import { tick } from 'svelte'

import { remove } from '../template/edits/elements'
import type { View } from './view.svelte'

/** Take away what is chosen and is not locked; the focus goes on to what stands next. */
export function removeChosen(view: View, label = '削除'): void {
  const ids = new Set(view.chosen.filter(({ isLocked }) => !isLocked).map(({ id }) => id))
  if (!ids.size) return view.say('固定されている部品は削除できません')
  const at = view.reading.findIndex(({ id }) => ids.has(id))
  view.editor.apply(label, remove(view.page.id, ids))
  view.pinned = new Set()
  view.editor.select([])
  view.say(`${ids.size} 個を${label === '削除' ? '削除しました' : '切り取りました'}`)
  const next = view.reading[Math.min(at, view.reading.length - 1)]
  void tick().then(() => (next ? view.focusFrame(next.id) : view.goHome()))
}
