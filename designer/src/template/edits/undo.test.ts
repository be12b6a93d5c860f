import { expect, test } from 'vitest'

import { Editor, type Edit } from '../../editor/editor.svelte'
import { placedElements } from '../geometry'
import type { Element, Template } from '../types'
import { clip, copies, readClipping } from './clipboard'
import { add, remove } from './elements'
import { group, lock, ungroup, unlock } from './group'
import { addLayer, assignLayer, moveLayer, removeLayer } from './layers'
import { reorder } from './order'
import { addPage, duplicatePage, movePage, namePage, removePage, turnPage } from './pages'
import { aligned, distributed, equalSized, movable, place, shifted, stretched } from './place'

const element = (id: string, x: number, rest: Partial<Element> = {}): Element => ({ id, kind: 'label', x, y: 20, w: 30, h: 5, 'x-own': { id }, ...rest })

const START: Template = {
  format: 'form-template',
  version: '1.1',
  id: 'notice',
  title: '届',
  'x-city': ['kept'],
  pages: [
    { id: 'p1', size: 'A4', margin: [10, 10, 12, 12], elements: [element('a', 10), element('b', 50), element('c', 120), element('row', 0, { elements: [element('d', 5)] })] },
    { id: 'p2', size: [120, 235], elements: [element('e', 10)] },
  ],
}

/** Every kind of edit, of some elements of a page. */
function edits(template: Template, pageId: string, ids: Set<string>): Edit[] {
  const page = template.pages.find(({ id }) => id === pageId) ?? START.pages[0]
  if (!page) return []
  const chosen = movable(page, ids)
  const layer = page.layers?.[0]?.id ?? ''
  const box = chosen[0]?.box ?? { x: 0, y: 0, w: 10, h: 10 }
  const pasted = copies(template, page, readClipping(clip(page, ids) ?? '')?.elements ?? [], { x: 3, y: 3 })
  return [
    place(pageId, shifted(chosen, { x: 1.5, y: -0.25 })),
    place(pageId, stretched(chosen, box, { ...box, w: box.w * 1.5 })),
    place(pageId, aligned(page, chosen, 'center')),
    place(pageId, distributed(placedElements(page), 'x')),
    place(pageId, equalSized(chosen, box, 'both')),
    add(pageId, pasted),
    remove(pageId, ids),
    group(pageId, ids),
    ungroup(pageId, ids),
    lock(pageId, ids),
    unlock(pageId, ids),
    reorder(pageId, ids, 'front'),
    reorder(pageId, ids, 'backward'),
    addLayer(pageId, '層1', ids),
    assignLayer(pageId, ids, layer),
    moveLayer(pageId, layer, 1),
    removeLayer(pageId, layer),
    addPage(pageId),
    duplicatePage(pageId),
    movePage(pageId, 1),
    namePage(pageId, '別紙'),
    turnPage(pageId),
    removePage(pageId),
  ]
}

test('after a hundred mixed edits undo gives the same JSON back, and redo the end', () => {
  const editor = new Editor('1', START)
  const before = JSON.stringify(START)
  let seed = 7
  const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below

  for (let count = 0; count < 100; count++) {
    const page = editor.template.pages[random(editor.template.pages.length)]
    if (!page) continue
    const some = new Set(page.elements.filter(() => random(2)).map(({ id }) => id))
    const all = edits(editor.template, page.id, some)
    editor.apply('変更', all[random(all.length)] ?? ((template) => template))
  }
  const end = JSON.stringify(editor.template)
  expect(JSON.stringify(START)).toBe(before)
  const ids = editor.template.pages.flatMap((page) => placedElements(page).map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)

  while (editor.canUndo) editor.undo()
  expect(JSON.stringify(editor.template)).toBe(before)
  while (editor.canRedo) editor.redo()
  expect(JSON.stringify(editor.template)).toBe(end)
})
