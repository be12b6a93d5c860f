/** Which sample family fills the form on the screen; going through them, in the order of the list. */
import type { Editor } from '../editor/editor.svelte'
import { catalogue } from './catalogue.svelte'

export const BLANK = '!blank'
export const BLANK_WORDS = '空欄（値なし）'

export const sampleOf = (editor: Editor): string => (editor.isBlank ? BLANK : editor.family)

export function showSample(editor: Editor, code: string): void {
  editor.isBlank = code === BLANK
  if (code !== BLANK) editor.family = code
}

/** Show the next or the one before; gives how it is called. */
export function showNextSample(editor: Editor, by: 1 | -1): string {
  const { families } = catalogue
  const codes = [BLANK, ...families.map(({ code }) => code)]
  const code = codes.at((codes.indexOf(sampleOf(editor)) + by) % codes.length) ?? BLANK
  showSample(editor, code)
  return families.find((family) => family.code === code)?.label ?? BLANK_WORDS
}
