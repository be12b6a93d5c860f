/** Zoom, grid, snapping, guides, pages and help. */
import { onPage } from '../../template/edits/elements'
import { addGuide, clearGuides } from '../../template/edits/guides'
import { showNextSample } from '../../panels/samples'
import { rounded } from '../../template/geometry'
import type { View } from '../view.svelte'
import { always, mayEdit, type Command } from './command'

const zoom = (id: string, words: string, keys: readonly string[], run: (view: View) => void): Command => ({
  id,
  words,
  section: '表示',
  keys,
  isEnabled: always,
  run: (view) => {
    run(view)
    view.say(`${Math.round(view.zoom * 100)} %`)
  },
})

/** A guide at the left or upper edge of what is chosen, or in the middle of what is seen. */
const guide = (axis: 'x' | 'y', words: string): Command => ({
  id: `guide-${axis}`,
  words,
  section: 'ガイド',
  keys: [],
  isEnabled: mayEdit,
  run: (view) => {
    const at = view.bounds ? view.bounds[axis] : Math.round(view.middle()[axis] / view.grid) * view.grid
    view.editor.apply('ガイドを引く', onPage(view.page.id, addGuide(axis, rounded(at))))
    view.say('ガイドを引きました。Tab で選び、矢印キーで動かせます')
  },
})

const turnTo = (by: 1 | -1, words: string, key: string): Command => ({
  id: by > 0 ? 'nextPage' : 'previousPage',
  words,
  section: '表示',
  keys: [key],
  isEverywhere: true,
  isEnabled: (view) => neighbour(view, by) !== undefined,
  run: (view) => {
    const page = neighbour(view, by)
    if (!page) return
    view.editor.openPage(page.id)
    view.say(`${view.editor.template.pages.findIndex(({ id }) => id === page.id) + 1} ページ目`)
  },
})

/** Fill the form with the next sample family, or the one before. */
const sample = (by: 1 | -1, words: string, key: string): Command => ({
  id: by > 0 ? 'nextSample' : 'previousSample',
  words,
  section: '表示',
  keys: [key],
  isEverywhere: true,
  isEnabled: always,
  run: (view) => view.say(`見本「${showNextSample(view.editor, by)}」`),
})

function neighbour(view: View, by: number): { id: string } | undefined {
  const { pages } = view.editor.template
  return pages[pages.findIndex(({ id }) => id === view.page.id) + by]
}

export const VIEWING: readonly Command[] = [
  guide('x', 'たてのガイドを引く'),
  guide('y', 'よこのガイドを引く'),
  {
    id: 'clearGuides',
    words: 'ガイドをすべて消す',
    section: 'ガイド',
    keys: [],
    isEnabled: (view) => view.editor.mayEdit && view.page.guides !== undefined,
    run: (view) => view.editor.apply('ガイドをすべて消す', onPage(view.page.id, clearGuides)),
  },
  zoom('zoomOut', '縮小', ['-'], (view) => view.zoomOut()),
  zoom('zoomIn', '拡大', ['+', ';'], (view) => view.zoomIn()),
  zoom('fitWidth', '幅に合わせる', ['9'], (view) => view.fitWidth()),
  zoom('fitPage', '全体を表示', ['0'], (view) => view.fitPage()),
  zoom('actualSize', '実物の大きさ（100 %）', ['1'], (view) => view.zoomTo(1)),
  {
    id: 'grid',
    words: '方眼',
    section: '表示',
    keys: ['G'],
    isEnabled: always,
    isOn: (view) => view.showsGrid,
    run: (view) => {
      view.showsGrid = !view.showsGrid
      view.say(view.showsGrid ? '方眼を表示します' : '方眼を消しました')
    },
  },
  {
    id: 'snap',
    words: '吸着',
    section: '表示',
    keys: ['S'],
    isEnabled: always,
    isOn: (view) => view.snaps,
    run: (view) => {
      view.snaps = !view.snaps
      view.say(view.snaps ? '端や方眼にぴったり合わせます' : '合わせずに動かします')
    },
  },
  turnTo(-1, '前のページ', 'Alt+PageUp'),
  turnTo(1, '次のページ', 'Alt+PageDown'),
  sample(-1, '前の見本', 'Alt+Shift+PageUp'),
  sample(1, '次の見本', 'Alt+Shift+PageDown'),
  {
    id: 'help',
    words: 'キーボードの使い方',
    section: '表示',
    keys: ['?'],
    isEnabled: always,
    run: (view) => {
      view.isHelpOpen = true
    },
  },
]
