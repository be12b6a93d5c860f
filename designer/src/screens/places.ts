/** Where a fault of a template stands, and how its fields are called. */
import type { FieldKind, FormDataItem } from '../panels/catalogue.svelte'
import { allElements } from '../editor/editor.svelte'
import type { Element, Page, Template } from '../template/types'

/** The page and element that a JSON path such as `pages[0].elements[3].bind` leads to. */
export function elementAt(template: Template, place: string): { page: Page; element: Element | undefined } | undefined {
  const [, pageNumber, elementNumber, innerNumber] = /pages[.[](\d+)\]?(?:\.elements[.[](\d+)\]?)?(?:\.elements[.[](\d+))?/.exec(place) ?? []
  const page = pageNumber === undefined ? undefined : template.pages[Number(pageNumber)]
  if (!page) return undefined
  const outer = elementNumber === undefined ? undefined : page.elements[Number(elementNumber)]
  return { page, element: (innerNumber === undefined ? undefined : outer?.elements?.[Number(innerNumber)]) ?? outer }
}

/** Names that the backend gives to kinds, questions and data items. */
export interface Vocabulary {
  kinds: readonly FieldKind[]
  items: readonly Pick<FormDataItem, 'name' | 'label'>[]
}

const LONGEST = 16

/** How an element is called: its name, what it says, what it prints, or its kind. */
export function elementName(element: Element, { kinds, items }: Vocabulary): string {
  const item = items.find(({ name }) => name === element.bind?.field)
  const kind = kinds.find((one) => one.kind === element.kind)
  const text = typeof element['text'] === 'string' ? element['text'].trim() : ''
  const name = element.name || text || item?.label || kind?.label || '欄'
  return name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name
}

export const findElement = (template: Template, id: string): Element | undefined =>
  template.pages.flatMap(allElements).find((element) => element.id === id)

export const pageName = (template: Template, id: string): string => {
  const index = template.pages.findIndex((page) => page.id === id)
  return template.pages[index]?.name || (index < 0 ? 'ページ' : `${index + 1}ページ`)
}
