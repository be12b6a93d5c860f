/** What of the side panel is shown; one for each editor, so that other parts can lead there. */
import type { Editor } from '../editor/editor.svelte'

export type Tab = 'properties' | 'paper' | 'inputs' | 'layers' | 'findings'

class Panel {
  tab: Tab = $state('properties')
  /** The input whose settings stand open. */
  inputKey = $state('')
  /** The printed result lies over the drawing. */
  showsPrint = $state(false)
  printWords = $state('')

  openInput(key: string): void {
    this.tab = 'inputs'
    this.inputKey = key
  }
}

const panels = new WeakMap<Editor, Panel>()

export function panelOf(editor: Editor): Panel {
  let panel = panels.get(editor)
  if (!panel) panels.set(editor, (panel = new Panel()))
  return panel
}
