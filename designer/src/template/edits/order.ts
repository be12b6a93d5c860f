/** Which of two elements covers the other: the later in the list is in front. */
import type { Edit } from '../../editor/editor.svelte'
import type { Element, Page } from '../types'
import { changeElements, onPage } from './elements'

export type Order = 'front' | 'forward' | 'backward' | 'back'

/** Bring elements to the front or back, or past their next neighbour; those of a row within it. */
export function reorder(pageId: string, ids: ReadonlySet<string>, how: Order): Edit {
  return onPage(pageId, (page) => {
    const rows = new Set(page.elements.filter((element) => element.elements?.some((child) => ids.has(child.id))).map(({ id }) => id))
    const inRows = changeElements(page, rows, (row) => {
      const elements = ordered(row.elements ?? [], ids, how)
      return elements === row.elements ? row : { ...row, elements }
    })
    const elements = ordered(inRows.elements, ids, how)
    return elements === inRows.elements ? inRows : ({ ...inRows, elements } satisfies Page)
  })
}

function ordered(elements: readonly Element[], ids: ReadonlySet<string>, how: Order): readonly Element[] {
  const isChosen = (element: Element): boolean => ids.has(element.id)
  if (!elements.some(isChosen)) return elements
  const chosen = elements.filter(isChosen)
  const others = elements.filter((element) => !isChosen(element))
  const first = elements.findIndex(isChosen)
  const last = elements.findLastIndex(isChosen)
  const before: Record<Order, number> = {
    back: 0,
    front: others.length,
    backward: Math.max(0, first - 1),
    forward: Math.min(others.length, last + 2 - chosen.length),
  }
  const made = others.toSpliced(before[how], 0, ...chosen)
  return made.every((element, index) => element === elements[index]) ? elements : made
}
