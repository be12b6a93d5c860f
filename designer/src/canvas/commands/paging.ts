/** Commands of the page bar: they are about the page that is open. */
import { toasts } from '../../shell/toasts.svelte'
import { addPage, duplicatePage, movePage, nextPageId, removePage, turnPage } from '../../template/edits/pages'
import type { View } from '../view.svelte'
import { mayEdit, type Command } from './command'

const indexOf = (view: View): number => view.editor.template.pages.findIndex(({ id }) => id === view.page.id)

/** Put a page behind the open one, and open it. */
export function appendPage(view: View): void {
  const { editor, page } = view
  const id = nextPageId(editor.template)
  editor.apply('ページの追加', addPage(page.id))
  editor.openPage(id)
  view.say('白紙のページを追加しました')
}

function duplicate(view: View): void {
  const { editor, page } = view
  const id = nextPageId(editor.template)
  editor.apply('ページの複製', duplicatePage(page.id))
  editor.openPage(id)
  view.say('ページを複製しました')
}

function remove(view: View): void {
  const { editor, page } = view
  const at = indexOf(view)
  const name = page.name ?? String(at + 1)
  const next = editor.template.pages[at + 1] ?? editor.template.pages[at - 1]
  editor.apply('ページの削除', removePage(page.id))
  if (next) editor.openPage(next.id)
  toasts.say(`ページ「${name}」を削除しました。「元に戻す」で戻せます。`)
}

const move = (by: 1 | -1, words: string): Command => ({
  id: by > 0 ? 'pageLater' : 'pageEarlier',
  words,
  section: '編集',
  keys: [],
  isEnabled: (view) => mayEdit(view) && view.editor.template.pages[indexOf(view) + by] !== undefined,
  run: (view) => {
    view.editor.apply('ページの順番', movePage(view.page.id, by))
    view.say(`${indexOf(view) + 1} ページ目にしました`)
  },
})

/** Commands about the open page; `rename` opens the field of its name. */
export const pageMenu = (rename: () => void): readonly (readonly Command[])[] => [
  [
    { id: 'renamePage', words: '名前を変える', section: '編集', keys: [], isEnabled: mayEdit, run: rename },
    { id: 'duplicatePage', words: 'ページを複製', section: '編集', keys: [], isEnabled: mayEdit, run: duplicate },
    {
      id: 'turnPage',
      words: '用紙の縦横を入れ替える',
      section: '編集',
      keys: [],
      isEnabled: mayEdit,
      run: (view) => {
        view.editor.apply('用紙の向き', turnPage(view.page.id))
        view.say(`用紙の向きを変えました。幅 ${view.size[0]} mm、高さ ${view.size[1]} mm`)
      },
    },
  ],
  [move(-1, '一つ前へ移す'), move(1, '一つ後ろへ移す')],
  [
    {
      id: 'removePage',
      words: 'ページを削除',
      section: '編集',
      keys: [],
      isEnabled: (view) => mayEdit(view) && view.editor.template.pages.length > 1,
      run: remove,
    },
  ],
]
