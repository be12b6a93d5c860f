import { expect, test } from 'vitest'

import { placedElements } from '../geometry'
import type { Element, Page, Template } from '../types'
import { clip, copies, readClipping } from './clipboard'
import { add, freshName, idsOf, made, remove } from './elements'
import { group, lock, ungroup, unlock } from './group'
import { addGuide, clearGuides, moveGuide, removeGuide } from './guides'
import { addLayer, assignLayer, hideLayer, lockLayer, moveLayer, removeLayer, renameLayer } from './layers'
import { reorder } from './order'
import { addPage, duplicatePage, movePage, namePage, removePage, resizePage, turnPage } from './pages'

const element = (id: string, rest: Partial<Element> = {}): Element => ({ id, kind: 'label', x: 10, y: 20, w: 30, h: 5, ...rest })

function template(...elements: Element[]): Template {
  return { format: 'form-template', version: '1.1', id: 'notice', title: '届', 'x-kept': 1, pages: [{ id: 'p1', size: 'A4', 'x-kept': 2, elements }] }
}

const first = (of: Template): Page => of.pages[0] as Page
const ids = (of: Template): string[] => first(of).elements.map(({ id }) => id)
const set = (...names: string[]): Set<string> => new Set(names)

test('what is added stands in front, and what is unknown stays', () => {
  const after = add('p1', [element('b')])(template(element('a')))

  expect(ids(after)).toEqual(['a', 'b'])
  expect([after['x-kept'], first(after)['x-kept']]).toEqual([1, 2])
})

test('an edit of a page that is not there changes nothing', () => {
  const before = template(element('a'))

  expect(add('other', [element('b')])(before)).toBe(before)
  expect(remove('p1', set('none'))(before)).toBe(before)
})

test('elements of a row are added to it and removed from it', () => {
  const before = template(element('row', { elements: [element('name')] }))

  const added = add('p1', [element('age')], 'row')(before)
  const after = remove('p1', set('name'))(added)

  expect(first(after).elements[0]?.elements?.map(({ id }) => id)).toEqual(['age'])
})

test('a new element has its kind’s preset and an id that nothing has', () => {
  const taken = idsOf(template(element('label1'), element('row', { elements: [element('label2')] })))

  expect(made('label', { x: 1, y: 2, w: 3, h: 4 }, { text: '見出し' }, taken)).toEqual({ id: 'label3', kind: 'label', x: 1, y: 2, w: 3, h: 4, text: '見出し' })
})

test('a fresh name is never longer than an id may be', () => {
  const long = `a${'b'.repeat(63)}`

  expect(freshName(long, set(long))).toHaveLength(57)
})

test('groups are made, are told apart, and are untied without a trace', () => {
  const before = template(element('a'), element('b'), element('c'), element('d'))

  const one = group('p1', set('a', 'b'))(before)
  const two = group('p1', set('c', 'd'))(one)
  expect(first(two).elements.map((entry) => entry.group)).toEqual(['group1', 'group1', 'group2', 'group2'])

  expect(ungroup('p1', set('a', 'b', 'c', 'd'))(two)).toEqual(before)
})

test('a lock is a mark that goes again', () => {
  const before = template(element('a'))

  const locked = lock('p1', set('a'))(before)
  expect(first(locked).elements[0]?.locked).toBe(true)
  expect(unlock('p1', set('a'))(locked)).toEqual(before)
  expect(lock('p1', set('a'))(locked)).toBe(locked)
})

test.each([
  ['front', ['a', 'c', 'd', 'b']],
  ['forward', ['a', 'c', 'b', 'd']],
  ['backward', ['b', 'a', 'c', 'd']],
  ['back', ['b', 'a', 'c', 'd']],
] as const)('«%s» puts an element past others', (how, order) => {
  const before = template(element('a'), element('b'), element('c'), element('d'))

  expect(ids(reorder('p1', set('b'), how)(before))).toEqual(order)
})

test('several elements keep their order among themselves', () => {
  const before = template(element('a'), element('b'), element('c'), element('d'))

  expect(ids(reorder('p1', set('b', 'a'), 'front')(before))).toEqual(['c', 'd', 'a', 'b'])
  expect(ids(reorder('p1', set('b', 'd'), 'forward')(before))).toEqual(['a', 'c', 'b', 'd'])
})

test('an element that is in front already stays, and so does the template', () => {
  const before = template(element('a'), element('row', { elements: [element('b'), element('c')] }))

  expect(reorder('p1', set('row'), 'front')(before)).toBe(before)
  const after = reorder('p1', set('b'), 'front')(before)
  expect(first(after).elements[1]?.elements?.map(({ id }) => id)).toEqual(['c', 'b'])
})

test('a layer takes elements, and its elements lie in front of those of the ground', () => {
  const before = template(element('a'), element('b'), element('c'))

  const after = addLayer('p1', '層1', set('a'))(before)

  expect(first(after).layers).toEqual([{ id: 'layer1', name: '層1' }])
  expect(ids(after)).toEqual(['b', 'c', 'a'])
  expect(first(after).elements[2]?.layer).toBe('layer1')
})

test('a layer that moves takes its elements with it', () => {
  const two = addLayer('p1', '層2', set('b'))(addLayer('p1', '層1', set('a'))(template(element('a'), element('b'), element('c'))))
  expect(ids(two)).toEqual(['c', 'a', 'b'])

  const after = moveLayer('p1', 'layer2', -1)(two)

  expect(first(after).layers?.map(({ id }) => id)).toEqual(['layer2', 'layer1'])
  expect(ids(after)).toEqual(['c', 'b', 'a'])
  expect(moveLayer('p1', 'layer2', -1)(after)).toBe(after)
})

test('a layer is renamed, hidden, locked, and taken away without its elements', () => {
  const before = addLayer('p1', '層1', set('a'))(template(element('a')))

  const changed = lockLayer('p1', 'layer1', true)(hideLayer('p1', 'layer1', true)(renameLayer('p1', 'layer1', '背景')(before)))
  expect(first(changed).layers).toEqual([{ id: 'layer1', name: '背景', hidden: true, locked: true }])
  expect(placedElements(first(changed))).toEqual([])

  expect(removeLayer('p1', 'layer1')(changed)).toEqual(template(element('a')))
  expect(hideLayer('p1', 'layer1', false)(changed).pages[0]?.layers).toEqual([{ id: 'layer1', name: '背景', locked: true }])
})

test('elements go back to the ground', () => {
  const before = addLayer('p1', '層1', set('a'))(template(element('a'), element('b')))

  const after = assignLayer('p1', set('a'), '')(before)

  expect(first(after).elements.some((entry) => 'layer' in entry)).toBe(false)
})

test('guides are drawn once, moved, taken away, and leave nothing behind', () => {
  const page = first(template())

  const drawn = addGuide('y', 30)(addGuide('x', 10)(page))
  expect(drawn.guides).toEqual({ x: [10], y: [30] })
  expect(addGuide('x', 10)(drawn)).toBe(drawn)
  expect(moveGuide('x', 0, 12)(drawn).guides).toEqual({ x: [12], y: [30] })
  expect(removeGuide('y', 0)(removeGuide('x', 0)(drawn))).toEqual(page)
  expect(clearGuides(drawn)).toEqual(page)
  expect(clearGuides(page)).toBe(page)
})

test('a page is added behind another on the same paper', () => {
  const after = addPage('p1')(template(element('a')))

  expect(after.pages[1]).toEqual({ id: 'page1', size: 'A4', elements: [] })
})

test('a copied page has elements with ids of their own', () => {
  const before = template(element('a', { group: 'g' }), element('row2', { elements: [element('b')] }))

  const after = duplicatePage('p1')(namePage('p1', '表')(before))

  expect(after.pages.map(({ id, name }) => [id, name])).toEqual([
    ['p1', '表'],
    ['page1', '表の写し'],
  ])
  expect([...idsOf(after)]).toEqual(['a', 'row2', 'b', 'a2', 'row3', 'b2'])
})

test('pages are moved and removed, and one always stays', () => {
  const before = addPage('p1')(template(element('a')))

  expect(movePage('page1', -1)(before).pages.map(({ id }) => id)).toEqual(['page1', 'p1'])
  expect(movePage('page1', 1)(before)).toBe(before)
  const after = removePage('p1')(before)
  expect(after.pages.map(({ id }) => id)).toEqual(['page1'])
  expect(removePage('page1')(after)).toBe(after)
})

test('paper is turned and turned back, whatever its size', () => {
  const before = template()

  expect(first(turnPage('p1')(before)).size).toBe('A4 landscape')
  expect(turnPage('p1')(turnPage('p1')(before))).toEqual(before)
  const own = resizePage('p1', [100, 150])(before)
  expect(first(turnPage('p1')(own)).size).toEqual([150, 100])
  expect(resizePage('p1', [100, 150])(own)).toBe(own)
})

test('what was copied is pasted with ids, groups and layers of the form it comes into', () => {
  const from = addLayer('p1', '層1', set('a'))(template(element('a', { group: 'g1', 'x-own': 3 }), element('b', { group: 'g1' })))
  const into = template(element('a', { group: 'g1' }))

  const text = clip(first(from), set('a', 'b')) ?? ''
  const clipping = readClipping(text)
  const pasted = copies(into, first(into), clipping?.elements ?? [], { x: 5, y: -1 })

  expect(pasted).toEqual([element('b', { group: 'g2', x: 15, y: 19 }), element('a2', { group: 'g2', 'x-own': 3, x: 15, y: 19 })])
})

test('a row is copied whole, and its elements alone when they alone are chosen', () => {
  const page = first(template(element('row', { elements: [element('name'), element('age')] })))

  expect(readClipping(clip(page, set('row', 'name')) ?? '')?.elements.map(({ id }) => id)).toEqual(['row'])
  const inner = readClipping(clip(page, set('name')) ?? '')
  expect([inner?.isInRow, inner?.elements.map(({ id }) => id)]).toEqual([true, ['name']])
  expect(clip(page, set())).toBeNull()
})

test.each([
  ['some words'],
  ['{"format": "madoguchi/form-elements"'],
  ['{"format": "madoguchi/form-elements", "version": 1, "elements": "all"}'],
  ['{"format": "madoguchi/form-elements", "version": 2, "elements": [{"id": "a", "kind": "label", "x": 1, "y": 1, "w": 1, "h": 1}]}'],
  ['{"format": "madoguchi/form-elements", "version": 1, "elements": [{"id": "a b", "kind": "label", "x": 1, "y": 1, "w": 1, "h": 1}]}'],
  ['{"format": "madoguchi/form-elements", "version": 1, "elements": [{"id": "a", "kind": "label", "x": null, "y": 1, "w": 1, "h": 1}]}'],
])('a clipboard that holds something else is left alone: %s', (text) => {
  expect(readClipping(text)).toBeNull()
})
