import { expect, it } from 'vitest'

import type { Template } from '../template/types'
import { elementAt, elementName } from './places'

const inner = { id: 'inner', kind: 'text', x: 0, y: 0, w: 9, h: 9, bind: { field: 'person.name' } }
const row = { id: 'row', kind: 'repeat', x: 0, y: 0, w: 9, h: 9, elements: [inner] }
const template: Template = {
  format: 'form-template',
  version: '1.1',
  id: 'notice',
  title: '届',
  pages: [{ id: 'front', size: 'A4', elements: [row] }],
}

it('finds what a place leads to, in rows too', () => {
  expect(elementAt(template, 'pages[0].elements[0].elements[0].bind')?.element).toBe(inner)
  expect(elementAt(template, 'pages[0].elements[0].w')?.element).toBe(row)
  expect(elementAt(template, 'pages[0].size')).toEqual({ page: template.pages[0], element: undefined })
  expect(elementAt(template, 'inputs[2].key')).toBeUndefined()
})

it('calls an element by its name, what it says, what it prints, or its kind', () => {
  const words = { kinds: [], items: [{ name: 'person.name', label: '氏名' }] }
  expect(elementName(inner, words)).toBe('氏名')
  expect(elementName({ ...inner, name: '届出人' }, words)).toBe('届出人')
  expect(elementName(row, words)).toBe('欄')
})
