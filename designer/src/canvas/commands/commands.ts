/** All commands, in the order of menus and help. */
import type { View } from '../view.svelte'
import { ARRANGING } from './arranging'
import type { Command } from './command'
import { EDITING } from './editing'
import { VIEWING } from './viewing'

export const COMMANDS: readonly Command[] = [...EDITING, ...ARRANGING, ...VIEWING]

export const COMMAND_BY_ID: ReadonlyMap<string, Command> = new Map(COMMANDS.map((command) => [command.id, command]))
export const COMMAND_BY_KEY: ReadonlyMap<string, Command> = new Map(COMMANDS.flatMap((command) => command.keys.map((key) => [key, command])))

/** Run a command by its name, if it makes sense now. */
export function runCommand(view: View, id: string): void {
  const command = COMMAND_BY_ID.get(id)
  if (command?.isEnabled(view)) command.run(view)
}

/** What the keys do that are no commands: moving, resizing, walking. */
export const MOTIONS: readonly { words: string; keys: readonly string[] }[] = [
  { words: '次の部品・前の部品へ（読む順）', keys: ['Tab', 'Shift+Tab'] },
  { words: '選んだままにして、ほかの部品も選ぶ', keys: [' '] },
  { words: '方眼 1 つ分動かす', keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] },
  { words: '方眼 5 つ分動かす', keys: ['Shift+矢印'] },
  { words: '0.1 mm 動かす', keys: ['Ctrl+矢印', 'Alt+矢印'] },
  { words: '幅・高さを方眼 1 つ分変える', keys: ['Ctrl+Shift+矢印'] },
  { words: '幅・高さを 0.1 mm 変える', keys: ['Alt+Shift+矢印'] },
  { words: 'ガイドを動かす（ガイドに移って）', keys: ['矢印', 'Shift+矢印', 'Ctrl+矢印'] },
  { words: 'ガイドを消す（ガイドに移って）', keys: ['Delete'] },
  { words: '設定欄へ移る（グループや行でないとき）', keys: ['Enter'] },
  { words: '次の区画へ移る（部品・紙面・設定・ページ）', keys: ['F6', 'Shift+F6'] },
  { words: '紙面のメニューを開く', keys: ['Shift+F10', 'メニューキー'] },
  { words: '動かしている途中でやめる', keys: ['Escape'] },
  { words: '紙面をずらす', keys: ['スペースを押しながらドラッグ'] },
  { words: '吸着を止めて動かす', keys: ['Alt を押しながらドラッグ'] },
  { words: 'まっすぐ動かす・縦横の比を変えない', keys: ['Shift を押しながらドラッグ'] },
  { words: '加えて選ぶ', keys: ['Shift を押しながら押す'] },
  { words: '拡大・縮小', keys: ['Ctrl を押しながらホイール'] },
]
