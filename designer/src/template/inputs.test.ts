import { expect, test } from 'vitest'

import { addInput, changeInput, inputFor, moveInput, newOwnInput, printedButNotAsked, printedFields, removeInput, usesOf, withMoreChoices, withType } from './inputs'
import type { Template } from './types'

const KIND = { key: 'change.kind', label: '異動の種類', type: 'choice' }
const DAY = { key: 'change.changed_on', label: '異動日', type: 'date' }
const PET = { key: 'own.item_1', label: '犬の数', type: 'number', when: { field: 'change.kind', op: 'eq' as const, value: 'MOVE_IN' } }
const TEMPLATE: Template = {
  format: 'form-template',
  version: '1.1',
  id: 'notice',
  title: '届',
  inputs: [KIND, DAY, PET],
  pages: [
    {
      id: 'front',
      size: 'A4',
      elements: [
        { id: 'a', kind: 'text', x: 1, y: 1, w: 10, h: 5, bind: { field: 'persons[0].name' } },
        {
          id: 'rows',
          kind: 'repeat',
          x: 0,
          y: 20,
          w: 100,
          h: 40,
          bind: { field: 'persons' },
          elements: [
            { id: 'b', kind: 'text', x: 0, y: 0, w: 20, h: 8, bind: { field: 'persons[].sex' }, when: { not: { field: 'change.kind', op: 'empty' } } },
          ],
        },
      ],
    },
  ],
}
const keys = (template: Template): string[] => (template.inputs ?? []).map(({ key }) => key)

test('an item of this form gets a name that is not taken, choices when it needs them', () => {
  expect(newOwnInput(TEMPLATE, '猫の数', 'number')).toEqual({ key: 'own.item_2', label: '猫の数', type: 'number' })
  expect(newOwnInput(TEMPLATE, '色', 'choice').choices?.map(({ label }) => label)).toEqual(['選択肢1', '選択肢2'])
})

test('a new item does not take the name of one that was taken away and is still printed', () => {
  const printed = { id: 'c', kind: 'text', x: 1, y: 9, w: 10, h: 5, bind: { field: 'own.item_1' } }
  const without: Template = { ...removeInput('own.item_1')(TEMPLATE), pages: [{ id: 'front', size: 'A4', elements: [printed] }] }

  expect(newOwnInput(without, '電話', 'text').key).toBe('own.item_2')
})

test('what is asked already is not asked twice', () => {
  expect(addInput({ ...DAY, label: '別の名' })(TEMPLATE)).toBe(TEMPLATE)
  expect(keys(addInput(newOwnInput(TEMPLATE, '猫', 'text'))(TEMPLATE))).toEqual(['change.kind', 'change.changed_on', 'own.item_1', 'own.item_2'])
})

test('inputs move within the order and no farther', () => {
  expect(keys(moveInput('own.item_1', 0)(TEMPLATE))).toEqual(['own.item_1', 'change.kind', 'change.changed_on'])
  expect(keys(moveInput('change.kind', 9)(TEMPLATE))).toEqual(['change.changed_on', 'own.item_1', 'change.kind'])
  expect(moveInput('change.kind', -1)(TEMPLATE)).toBe(TEMPLATE)
})

test('an input is changed or removed and the others stay identical', () => {
  const helped = changeInput('change.kind', (input) => ({ ...input, help: '一つ選びます' }))(TEMPLATE)

  expect(helped.inputs?.[0]).toEqual({ ...KIND, help: '一つ選びます' })
  expect(helped.inputs?.[1]).toBe(DAY)
  expect(keys(removeInput('change.kind')(TEMPLATE))).toEqual(['change.changed_on', 'own.item_1'])
  expect(changeInput('gone', () => KIND)(TEMPLATE)).toBe(TEMPLATE)
})

test('choices come with a type that has them and go with one that has not', () => {
  const choice = withType(PET, 'choice')

  expect(choice.choices).toHaveLength(2)
  expect(withMoreChoices(choice).choices?.at(-1)).toEqual({ value: 'CHOICE_3', label: '選択肢3' })
  expect('choices' in withType(choice, 'text')).toBe(false)
})

test('printed fields are named as they are listed', () => {
  expect([...printedFields(TEMPLATE)]).toEqual(['persons[].name', 'persons', 'persons[].sex'])
})

test('uses of an item are counted in fields and conditions', () => {
  expect(usesOf(TEMPLATE, 'change.kind')).toBe(2)
  expect(usesOf(TEMPLATE, 'persons')).toBe(1)
  expect(usesOf(TEMPLATE, 'change.changed_on')).toBe(0)
})

test('what is printed and not asked is found, but not what the case or the layout knows', () => {
  const item = (name: string, type = 'text') => ({ name, label: name, type })
  const items = [item('case.number'), item('persons', 'list'), item('persons[].name'), item('persons[].sex', 'choice'), item('change.kind', 'choice')]

  const missing = printedButNotAsked(TEMPLATE, items)

  expect(missing.map(({ name }) => name)).toEqual(['persons[].name', 'persons[].sex'])
  expect(missing.map(inputFor)[1]).toEqual({ key: 'persons[].sex', label: 'persons[].sex', type: 'choice' })
})
