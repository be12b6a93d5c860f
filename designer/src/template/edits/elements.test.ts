import { expect, test } from 'vitest'

import type { Template } from '../types'
import { changeEverywhere, onPage, rowOf } from './elements'

const TEMPLATE: Template = {
  format: 'form-template',
  version: '1.1',
  id: 'notice',
  title: '届',
  pages: [
    {
      id: 'front',
      size: 'A4',
      elements: [
        { id: 'a', kind: 'label', x: 1, y: 1, w: 10, h: 5 },
        { id: 'rows', kind: 'repeat', x: 0, y: 20, w: 100, h: 40, elements: [{ id: 'name', kind: 'text', x: 0, y: 0, w: 20, h: 8 }] },
      ],
    },
    { id: 'back', size: 'A4', elements: [{ id: 'b', kind: 'label', x: 1, y: 1, w: 10, h: 5 }] },
  ],
}

test('elements change on all pages and inside rows, the others stay identical', () => {
  const moved = changeEverywhere(new Set(['name', 'b']), (element) => ({ ...element, x: 7 }))(TEMPLATE)

  expect(moved.pages[0]?.elements[1]?.elements?.[0]?.x).toBe(7)
  expect(moved.pages[1]?.elements[0]?.x).toBe(7)
  expect(moved.pages[0]?.elements[0]).toBe(TEMPLATE.pages[0]?.elements[0])
})

test('a change that changes nothing gives the very same template', () => {
  expect(changeEverywhere(new Set(['a']), (element) => element)(TEMPLATE)).toBe(TEMPLATE)
  expect(onPage('nowhere', (page) => ({ ...page }))(TEMPLATE)).toBe(TEMPLATE)
})

test('the row of an element is found', () => {
  expect(rowOf(TEMPLATE, 'name')?.id).toBe('rows')
  expect(rowOf(TEMPLATE, 'a')).toBeUndefined()
})
