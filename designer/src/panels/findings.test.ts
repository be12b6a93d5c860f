import { expect, test } from 'vitest'

import { Editor } from '../editor/editor.svelte'
import type { Finding } from '../editor/layout.svelte'
import type { Template } from '../template/types'
import { countOf, findingsByElement, goTo, whereWords } from './findings'
import { panelOf } from './panel.svelte'

const found = (severity: Finding['severity'], elementId: string, more: Partial<Finding> = {}): Finding => ({
  severity,
  code: '',
  message: `${severity} ${elementId}`,
  elementId,
  page: '',
  place: '',
  family: '',
  excessMm: null,
  ...more,
})
const TEMPLATE: Template = {
  format: 'form-template',
  version: '1.1',
  id: 'notice',
  title: '届',
  inputs: [{ key: 'own.a', label: '備考', type: 'text' }],
  pages: [
    { id: 'p1', name: '表', size: 'A4', elements: [] },
    { id: 'p2', size: 'A4', elements: [{ id: 'a', kind: 'text', name: '電話', x: 0, y: 0, w: 1, h: 1 }] },
  ],
}

test('the findings of an element begin with the gravest', () => {
  const findings = [found('HINT', 'a'), found('ERROR', 'a'), found('WARNING', 'b'), found('HINT', '')]

  const byElement = findingsByElement(findings)

  expect([...byElement.keys()]).toEqual(['a', 'b'])
  expect(byElement.get('a')?.map(({ severity }) => severity)).toEqual(['ERROR', 'HINT'])
  expect(countOf(findings, 'HINT')).toBe(2)
})

test('where it is is said in words', () => {
  const families = [{ code: 'longest', label: 'いちばん長い氏名', description: '' }]

  expect(whereWords(found('WARNING', 'a', { page: 'p1', family: 'longest' }), TEMPLATE, families)).toBe('表・部品「電話」・見本「いちばん長い氏名」')
  expect(whereWords(found('WARNING', 'a', { page: 'p2' }), TEMPLATE, families)).toBe('2ページ目・部品「電話」')
  expect(whereWords(found('HINT', '', { place: 'inputs[0].choices' }), TEMPLATE, families)).toBe('入力「備考」')
})

test('going to a finding opens its page and selects its element', () => {
  const editor = new Editor('1', TEMPLATE)
  panelOf(editor).tab = 'findings'

  goTo(found('ERROR', 'a', { page: 'p2' }), editor)

  expect(editor.pageId).toBe('p2')
  expect([...editor.selection]).toEqual(['a'])
  expect(panelOf(editor).tab).toBe('properties')
})

test('going to a finding about an input opens its settings', () => {
  const editor = new Editor('1', TEMPLATE)

  goTo(found('HINT', '', { place: 'inputs[0]' }), editor)

  expect(panelOf(editor).tab).toBe('inputs')
  expect(panelOf(editor).inputKey).toBe('own.a')
})
