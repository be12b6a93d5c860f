/** Edits that panels make: of some elements, of a page, of the form. Pure, from template to template. */
import type { Element, Page, Template } from './types'

type Change<Thing> = (thing: Thing) => Thing

/** Change the elements of these ids, wherever they are; those inside repeated rows too. */
export const changeElements = (ids: ReadonlySet<string>, change: Change<Element>): Change<Template> =>
  changePages((page) => within(page, ids, change))

/** Change one page. */
export const changePage = (pageId: string, change: Change<Page>): Change<Template> =>
  changePages((page) => (page.id === pageId ? change(page) : page))

function changePages(change: Change<Page>): Change<Template> {
  return (template) => {
    const pages = mapped(template.pages, change)
    return pages === template.pages ? template : { ...template, pages }
  }
}

function within<Holder extends { elements?: readonly Element[] }>(holder: Holder, ids: ReadonlySet<string>, change: Change<Element>): Holder {
  if (!holder.elements) return holder
  const elements = mapped(holder.elements, (element) => within(ids.has(element.id) ? change(element) : element, ids, change))
  return elements === holder.elements ? holder : { ...holder, elements }
}

/** The same array where no entry changed: what is equal stays identical. */
export function mapped<Entry>(entries: readonly Entry[], change: Change<Entry>): readonly Entry[] {
  const changed = entries.map(change)
  return changed.every((entry, index) => entry === entries[index]) ? entries : changed
}

/** The repeated row that an element stands in, if any. */
export function rowOf(template: Template, elementId: string): Element | undefined {
  return template.pages
    .flatMap((page) => page.elements)
    .find((element) => element.elements?.some((child) => child.id === elementId))
}
