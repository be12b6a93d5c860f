/** What every edit is made of: changing a page, changing some elements, adding, removing. */
import type { Edit } from '../../editor/editor.svelte'
import type { Element, Page, Template } from '../types'

/** Change one page; the template stays the same object when the page does. */
export function onPage(pageId: string, change: (page: Page) => Page): Edit {
  return (template) => {
    const page = template.pages.find((candidate) => candidate.id === pageId)
    if (!page) return template
    const changed = change(page)
    return changed === page ? template : { ...template, pages: template.pages.map((other) => (other === page ? changed : other)) }
  }
}

/** The same array where no entry changed: what is equal stays identical. */
export function mapped<Entry>(entries: readonly Entry[], change: (entry: Entry) => Entry): readonly Entry[] {
  const changed = entries.map(change)
  return changed.every((entry, index) => entry === entries[index]) ? entries : changed
}

type Change = (element: Element, row: Element | null) => Element

/** Change the named elements of a page, those inside repeated rows too. */
export function changeElements(page: Page, ids: ReadonlySet<string>, change: Change): Page {
  const all = (elements: readonly Element[], row: Element | null): readonly Element[] =>
    mapped(elements, (element) => {
      const children = element.elements && all(element.elements, element)
      const result = children === element.elements ? element : ({ ...element, elements: children } as Element)
      return ids.has(element.id) ? change(result, row) : result
    })
  const elements = all(page.elements, null)
  return elements === page.elements ? page : { ...page, elements }
}

/** Change the named elements on whatever page they are. */
export function changeEverywhere(ids: ReadonlySet<string>, change: Change): Edit {
  return (template) => {
    const pages = mapped(template.pages, (page) => changeElements(page, ids, change))
    return pages === template.pages ? template : { ...template, pages }
  }
}

/** The repeated row that an element stands in, if any. */
export function rowOf(template: Template, elementId: string): Element | undefined {
  return template.pages.flatMap((page) => page.elements).find((element) => element.elements?.some((child) => child.id === elementId))
}

/** An element without some of its keys. */
export function without(element: Element, ...keys: string[]): Element {
  return Object.fromEntries(Object.entries(element).filter(([key]) => !keys.includes(key))) as unknown as Element
}

/** Add elements in front of all others; with a row's id they go into that row. */
export function add(pageId: string, elements: readonly Element[], rowId = ''): Edit {
  return onPage(pageId, (page) => {
    if (!elements.length) return page
    if (!rowId) return { ...page, elements: [...page.elements, ...elements] }
    return changeElements(page, new Set([rowId]), (row) => ({ ...row, elements: [...(row.elements ?? []), ...elements] }))
  })
}

/** Remove elements; a row goes with what is in it. */
export function remove(pageId: string, ids: ReadonlySet<string>): Edit {
  return onPage(pageId, (page) => removed(page, ids))
}

export function removed(page: Page, ids: ReadonlySet<string>): Page {
  const isKept = (element: Element): boolean => !ids.has(element.id)
  const rows = new Set(page.elements.filter((element) => element.elements?.some((child) => ids.has(child.id))).map(({ id }) => id))
  const inRows = changeElements(page, rows, (row) => ({ ...row, elements: (row.elements ?? []).filter(isKept) }))
  return inRows.elements.every(isKept) ? inRows : { ...inRows, elements: inRows.elements.filter(isKept) }
}

/** All ids of a template: an element's id is unique in it. */
export function idsOf(template: Template): Set<string> {
  const ids = new Set<string>()
  for (const page of template.pages)
    for (const element of page.elements) {
      ids.add(element.id)
      for (const child of element.elements ?? []) ids.add(child.id)
    }
  return ids
}

const MOST_LETTERS = 56 // 64 with a number behind

/** A name that is not taken yet: the same words with the next number. */
export function freshName(wanted: string, taken: ReadonlySet<string>, first = 2): string {
  if (!taken.has(wanted)) return wanted
  const base = wanted.replace(/\d+$/, '').slice(0, MOST_LETTERS)
  let number = first
  while (taken.has(base + number)) number++
  return base + number
}

/** Copies with ids of their own, and groups of their own. */
export function renamed(elements: readonly Element[], taken: Set<string>, groups: Set<string>): Element[] {
  const groupNames = new Map<string, string>()
  const groupOf = (group: string): string => {
    const known = groupNames.get(group)
    if (known) return known
    const made = freshName(group, groups)
    groups.add(made)
    groupNames.set(group, made)
    return made
  }
  const one = (element: Element): Element => {
    const id = freshName(element.id, taken)
    taken.add(id)
    return {
      ...element,
      id,
      ...(element.group ? { group: groupOf(element.group) } : {}),
      ...(element.elements ? { elements: element.elements.map(one) } : {}),
    }
  }
  return elements.map(one)
}

/** The names of a page's groups. */
export function groupsOf(page: Page): Set<string> {
  return new Set(page.elements.flatMap((element) => [element, ...(element.elements ?? [])]).flatMap(({ group }) => (group ? [group] : [])))
}

/** A new element of a kind, from its preset. */
export function made(kind: string, box: { x: number; y: number; w: number; h: number }, preset: Readonly<Record<string, unknown>>, taken: ReadonlySet<string>): Element {
  return { ...preset, id: freshName(`${kind}1`, taken), kind, ...box }
}
