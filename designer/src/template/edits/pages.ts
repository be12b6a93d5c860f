/** Pages of a form: adding, copying, removing, their order, size and name. */
import type { Edit } from '../../editor/editor.svelte'
import { sizeOf, type Element, type Page, type SheetSize, type Template } from '../types'
import { freshName, groupsOf, idsOf, onPage, renamed } from './elements'

const pageIds = (template: Template): Set<string> => new Set(template.pages.map((page) => page.id))

function inserted(template: Template, index: number, page: Page): Template {
  return { ...template, pages: template.pages.toSpliced(index, 0, page) }
}

/** The id that a new page will get. */
export const nextPageId = (template: Template): string => freshName('page1', pageIds(template))

/** Add a blank page of the same paper behind another one. */
export function addPage(afterId: string): Edit {
  return (template) => {
    const index = template.pages.findIndex((page) => page.id === afterId)
    const model = template.pages[index] ?? template.pages.at(-1)
    const id = nextPageId(template)
    const { size = 'A4', margin, grid } = model ?? {}
    const page: Page = { id, size, ...(margin ? { margin } : {}), ...(grid ? { grid } : {}), elements: [] }
    return inserted(template, index + 1, page)
  }
}

/** Copy a page with all that is on it, behind itself. */
export function duplicatePage(pageId: string): Edit {
  return (template) => {
    const index = template.pages.findIndex((page) => page.id === pageId)
    const page = template.pages[index]
    if (!page) return template
    const elements = renamed(page.elements, idsOf(template), groupsOf(page))
    const name = page.name ? { name: `${page.name}の写し` } : {}
    return inserted(template, index + 1, { ...page, id: nextPageId(template), ...name, elements })
  }
}

/** Take a page away; a form keeps one. */
export function removePage(pageId: string): Edit {
  return (template) => {
    if (template.pages.length < 2 || !pageIds(template).has(pageId)) return template
    return { ...template, pages: template.pages.filter((page) => page.id !== pageId) }
  }
}

export function movePage(pageId: string, by: number): Edit {
  return (template) => {
    const from = template.pages.findIndex((page) => page.id === pageId)
    const page = template.pages[from]
    const to = from + by
    if (!page || to < 0 || to >= template.pages.length || by === 0) return template
    return { ...template, pages: template.pages.toSpliced(from, 1).toSpliced(to, 0, page) }
  }
}

export function namePage(pageId: string, name: string): Edit {
  return onPage(pageId, (page) => {
    if ((page.name ?? '') === name) return page
    const { name: _, ...rest } = page
    return (name ? { ...rest, name } : rest) as Page
  })
}

/** Give a page another paper. What stands outside of it stays there and is found as a fault. */
export function resizePage(pageId: string, size: SheetSize): Edit {
  return onPage(pageId, (page) => (isSameSize(page.size, size) ? page : { ...page, size }))
}

/** Turn the paper: portrait becomes landscape and the other way round. */
export function turnPage(pageId: string): Edit {
  return onPage(pageId, (page) => {
    const { size } = page
    if (typeof size !== 'string') return { ...page, size: [size[1], size[0]] }
    const [name = 'A4', turned] = size.split(' ')
    return { ...page, size: (turned ? name : `${name} landscape`) as SheetSize }
  })
}

function isSameSize(one: SheetSize, other: SheetSize): boolean {
  return typeof one === 'string' || typeof other === 'string' ? one === other : one[0] === other[0] && one[1] === other[1]
}

/** Whether an element stands on the paper at all. */
export function isOnPage(page: Page, element: Element): boolean {
  const [width, height] = sizeOf(page)
  return element.x < width && element.y < height && element.x + element.w >= 0 && element.y + element.h >= 0
}
