/** A comparison of two states of a form: what is framed on which paper. */
import type { DifferenceKind } from '../api/operations'
import type { Difference } from '../api/formReads'
import { placedElements, type Box } from '../template/geometry'
import type { Template } from '../template/types'

/** A frame around a changed field, with the number of its line in the list. */
export interface Mark extends Box {
  number: number
  page: string
  kind: DifferenceKind
}

export const KIND_WORDS: Record<DifferenceKind, string> = {
  ADDED: '加えた',
  REMOVED: '消した',
  MOVED: '動かした',
  RESIZED: '大きさを変えた',
  CHANGED: '変えた',
  SETTING: '設定',
}

/** Frames of the differences whose field is in this state of the form; numbers count from one. */
export function marksIn(template: Template, differences: readonly Difference[]): Mark[] {
  const boxes = new Map(
    template.pages.flatMap((page) => placedElements(page).map(({ element, box }) => [element.id, { page: page.id, box }] as const)),
  )
  return differences.flatMap(({ elementId, kind }, index) => {
    const at = elementId ? boxes.get(elementId) : undefined
    return at ? [{ number: index + 1, page: at.page, kind, ...at.box }] : []
  })
}

export const ZOOMS = [1.2, 1.6, 2, 2.5, 3.2, 4, 5, 6.5]

/** Pixels for each millimetre with which the widest page fits into a room. */
export function fitting(room: number, widths: readonly number[]): number {
  const widest = Math.max(...widths, 1)
  return Math.max(ZOOMS[0] ?? 1, Math.floor(((room - 40) / widest) * 100) / 100)
}
