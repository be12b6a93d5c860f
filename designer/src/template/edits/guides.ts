/** Guides: lines on the page that are seen while drawing and never printed. */
import type { Page } from '../types'

type Axis = 'x' | 'y'
type Change = (page: Page) => Page

const guidesOf = (page: Page, axis: Axis): readonly number[] => page.guides?.[axis] ?? []

function withGuides(page: Page, axis: Axis, places: readonly number[]): Page {
  const guides = { ...page.guides, [axis]: places }
  if (guides.x?.length || guides.y?.length) return { ...page, guides }
  const { guides: _, ...rest } = page
  return rest as Page
}

/** Draw a guide; a second one at the same place is not drawn. */
export function addGuide(axis: Axis, at: number): Change {
  return (page) => (guidesOf(page, axis).includes(at) ? page : withGuides(page, axis, [...guidesOf(page, axis), at]))
}

export function moveGuide(axis: Axis, index: number, at: number): Change {
  return (page) => {
    const guides = guidesOf(page, axis)
    return guides[index] === undefined || guides[index] === at ? page : withGuides(page, axis, guides.with(index, at))
  }
}

export function removeGuide(axis: Axis, index: number): Change {
  return (page) => {
    const guides = guidesOf(page, axis)
    return guides[index] === undefined ? page : withGuides(page, axis, guides.toSpliced(index, 1))
  }
}

/** Take all guides off the page. */
export const clearGuides: Change = (page) => (page.guides ? withGuides(withGuides(page, 'x', []), 'y', []) : page)
