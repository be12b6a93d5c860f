import { expect, test } from 'vitest'

import type { Template } from '../template/types'
import { Editor } from './editor.svelte'

const TEMPLATE: Template = {
  format: 'form-template',
  version: '1.1',
  id: 'notice',
  title: '届',
  pages: [{ id: 'p1', size: 'A4', elements: [{ id: 'a', kind: 'label', x: 10, y: 10, w: 40, h: 8 }] }],
}
const titled = (title: string) => (template: Template) => ({ ...template, title })

test('going back puts the very same template in place', () => {
  const editor = new Editor('1', TEMPLATE)
  editor.apply('題', titled('一'))
  editor.apply('題', titled('二'))

  editor.undo()
  editor.undo()

  expect(editor.template).toBe(TEMPLATE)
  editor.redo()
  editor.redo()
  expect(editor.template.title).toBe('二')
})

test('edits of one kind in a row are one step until they are settled', () => {
  const editor = new Editor('1', TEMPLATE)
  editor.apply('題', titled('一'), 'title')
  editor.apply('題', titled('二'), 'title')
  editor.settle()
  editor.apply('題', titled('三'), 'title')

  editor.undo()
  expect(editor.template.title).toBe('二')
  editor.undo()
  expect(editor.template).toBe(TEMPLATE)
})

test('what is not selected any more after going back is forgotten', () => {
  const editor = new Editor('1', TEMPLATE)
  const added = { id: 'b', kind: 'label', x: 0, y: 0, w: 10, h: 10 }
  editor.apply('追加', (template) => ({
    ...template,
    pages: template.pages.map((page) => ({ ...page, elements: [...page.elements, added] })),
  }))
  editor.select(['a', 'b'])

  editor.undo()

  expect([...editor.selection]).toEqual([])
})

test('a form that may not be edited stays as it is', () => {
  const editor = new Editor('1', TEMPLATE)
  editor.mayEdit = false

  editor.apply('題', titled('一'))

  expect(editor.template).toBe(TEMPLATE)
})
