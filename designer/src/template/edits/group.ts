/** Groups, and locks: what is moved together, and what is not moved. */
import type { Edit } from '../../editor/editor.svelte'
import { changeElements, freshName, groupsOf, onPage, without } from './elements'

/** Make one group of elements; they leave the groups they were in. */
export function group(pageId: string, ids: ReadonlySet<string>): Edit {
  return onPage(pageId, (page) => {
    const name = freshName('group1', groupsOf(page))
    return changeElements(page, ids, (element) => ({ ...element, group: name }))
  })
}

export function ungroup(pageId: string, ids: ReadonlySet<string>): Edit {
  return onPage(pageId, (page) => changeElements(page, ids, (element) => (element.group === undefined ? element : without(element, 'group'))))
}

export function lock(pageId: string, ids: ReadonlySet<string>): Edit {
  return onPage(pageId, (page) => changeElements(page, ids, (element) => (element.locked ? element : { ...element, locked: true })))
}

export function unlock(pageId: string, ids: ReadonlySet<string>): Edit {
  return onPage(pageId, (page) => changeElements(page, ids, (element) => (element.locked === undefined ? element : without(element, 'locked'))))
}
